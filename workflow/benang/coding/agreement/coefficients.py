"""The coefficients of the table of agreement; a new one is a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benang.coding.agreement.brennan_prediger import brennan_prediger
from benang.coding.agreement.cohen import kappa, kappa_standard_error
from benang.coding.agreement.fleiss import fleiss
from benang.coding.agreement.gwet import ac1, ac1_standard_error
from benang.coding.agreement.krippendorff import alpha
from benang.coding.agreement.percent import percent_agreement, percent_coded_only
from benang.coding.agreement.ratings import Ratings, Real


@dataclass(frozen=True)
class Coefficient:
    """A coefficient of the table.

    Attributes:
        of_two: its name for two coders.
        of_more: its name for more.
        compute: gives it for each sample.
        undefined: why it can be undefined where there are units.
        standard_error: gives the published standard error for two coders, where there is one.
    """

    of_two: str
    of_more: str
    compute: Callable[[Ratings], Real]
    undefined: str = "no-variation"
    standard_error: Callable[[Ratings], float] | None = None

    def name(self, n_coders: int) -> str:
        """What it is called for so many coders."""
        return self.of_more if n_coders > 2 else self.of_two


COEFFICIENTS = (
    Coefficient("percent", "percent", percent_agreement, "no-units"),
    Coefficient("percent_coded_only", "percent_coded_only", percent_coded_only, "neither-coded"),
    Coefficient("cohen_kappa", "conger_kappa", kappa, standard_error=kappa_standard_error),
    Coefficient("scott_pi", "fleiss_kappa", fleiss),
    Coefficient("brennan_prediger", "brennan_prediger", brennan_prediger),
    Coefficient("gwet_ac1", "gwet_ac1", ac1, standard_error=ac1_standard_error),
    Coefficient("krippendorff_alpha", "krippendorff_alpha", alpha),
)
"""What is computed, in the order of the table."""
