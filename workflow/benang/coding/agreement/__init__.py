"""Agreement between coders: per code and over all codes, by turn, character and case, with intervals.

Programs disagree on what to count, so every row names its unit and says how many there were. ``percent`` counts units
that nobody coded as agreement, ``percent_coded_only`` leaves them out; the other coefficients correct for chance, each
as its author published it. What cannot be computed is left empty with its reason, never filled with 0 or 1.
"""

from benang.coding.agreement.agreement_table import ALL_CODES as ALL_CODES
from benang.coding.agreement.agreement_table import COLUMNS as COLUMNS
from benang.coding.agreement.agreement_table import agreement as agreement
from benang.coding.agreement.agreement_table import category_agreement as category_agreement
from benang.coding.agreement.agreement_words import reasons as reasons
