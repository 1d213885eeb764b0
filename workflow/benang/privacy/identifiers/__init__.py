"""Find what identifies a person without being a name: numbers, accounts, links, plates, addresses.

Nothing here needs a list; the forms are fixed by law, by standards or by use:

* ``nik``: 16 digits, the number of a person (or of a family card) in Indonesia; the province and the date of birth in
  it have to be possible, or the word stands before it.
* ``npwp``: the tax number, 15 digits in its written form (``01.234.567.8-901.000``), 15 or 16 behind the word.
* ``phone``: Indonesian mobile numbers (08, +62 8, 62 8), numbers with an area code (``(0254) 200123``), ``+`` and a
  country's code (ITU-T E.164), North American and French grouping, and 6 to 13 digits behind a word such as ``telp``.
* ``email``, ``url`` (with http or www, or a domain with a path such as ``wa.me/...``), ``handle`` (``@toko``, and
  behind the name of a service ``IG: toko_berkah``).
* ``plate``: an Indonesian area code, three or four digits, letters, in capitals; behind ``plat`` or ``nopol`` in any
  case.
* ``account``: 8 to 20 digits behind a word for an account or the name of a bank, and IBAN (ISO 13616, check digits).
* ``address``: a street with its name and what follows (No., RT/RW, Blok, Kel., Kec., postal code) as one span; RT
  and RW alone; a house number before an English street.

What stays: amounts (behind ``Rp`` or ``$``, before ``juta`` or ``rupiah``, in groups of three digits, or round), years,
dates, times, counts and percentages, ISBN, ISSN, DOI, decimal numbers, and digits that touch a letter (of a checksum).
Most of these begin with another digit than 0 or are shorter than a telephone number, so only a word or a ``+`` before
them could make them one; behind such a word dates, times, years and amounts are told by their form. The lists of words
are in ``texts/identifiers.yaml``.

The search is linear in the length of the text: every pattern is bounded, and what looks back looks back a little.
"""

from __future__ import annotations

from benang.privacy.identifiers.finding import find_identifiers, find_in_name
from benang.privacy.identifiers.identifier_kinds import KINDS, Identifier, label

__all__ = ["KINDS", "Identifier", "find_identifiers", "find_in_name", "label"]
