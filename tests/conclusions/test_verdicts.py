"""Claims put to the test."""

import pandas as pd
import pytest

from benang.conclusions import verdicts
from benang.conclusions.claims import Claim
from benang.core import model


def codes_table() -> pd.DataFrame:
    spec = [
        ("T", "", "theme", "T", "", False),
        ("A", "T", "category", "T", "A", False),
        ("A1", "A", "code", "T", "A", False),
        ("An", "A", "code", "T", "A", True),
        ("B", "T", "category", "T", "B", False),
    ]
    names = ("code_id", "parent_id", "level", "theme_id", "category_id", "negative")
    blank = {"origin": "inductive", "cites": "", "example": "", "colour": ""}
    return model.from_rows(
        "codes", [dict(zip(names, row, strict=True)) | blank | {"order": order} for order, row in enumerate(spec)]
    )


def sources_table() -> pd.DataFrame:
    kinds = {"iX": "interview", "iY": "interview", "iZ": "interview", "o1": "observation"}
    blank = {"case_ids": "", "file": "", "format": "txt", "language": "id", "encoding": "", "sha256": "", "text": ""}
    sizes = {"n_characters": 0, "n_words": 0, "n_turns": 0}
    return model.from_rows("sources", [{"source_id": s, "kind": k} | blank | sizes for s, k in kinds.items()])


def cases_table() -> pd.DataFrame:
    groups = {"X": "owner", "Y": "buyer", "Z": "buyer"}
    return model.from_rows(
        "cases", [{"case_id": c, "order": n, "attribute:group": g} for n, (c, g) in enumerate(groups.items())]
    )


def codings_table(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Rows as (source, case, code); each stands ten code points after the one before."""
    blank = {"turn": 1, "last_turn": 1, "line": 1, "why": "", "anchor": "exact", "quotation": "kata"}
    made = {"coder": "c1", "method": "human", "status": "accepted"}
    return model.from_rows(
        "codings",
        [
            {"coding_id": f"k{n}", "source_id": s, "case_id": c, "code_id": code, "start": n * 10, "end": n * 10 + 4}
            | blank
            | made
            for n, (s, c, code) in enumerate(rows)
        ],
    )


def claim(**needs: object) -> Claim:
    return Claim(**({"claim_id": "C1", "text": {"en": "It holds."}, "codes": ("A",)} | needs))  # type: ignore[arg-type]


def verdict(codings: pd.DataFrame, *claims: Claim) -> dict[str, object]:
    table, _ = verdicts.test_claims(claims or [claim()], codings, codes_table(), sources_table(), cases_table())
    return {str(key): value for key, value in table.iloc[0].items()}


def test_supported_with_counts_and_base() -> None:
    row = verdict(
        codings_table(("iX", "X", "A1"), ("iX", "X", "A"), ("iY", "Y", "A1"), ("o1", "", "A1"), ("iZ", "Z", "An")),
        claim(informants=2, groups=("owner", "buyer"), kinds=("interview", "observation")),
    )
    assert row["verdict"] == "supported" and row["unmet"] == ""
    assert (row["informants_for"], row["informants_against"], row["informants_base"]) == (2, 1, 3)
    assert (row["references_for"], row["references_against"]) == (4, 1)
    assert (row["cases_for"], row["cases_against"]) == ("X;Y", "Z")
    assert row["groups_for"] == "buyer:1/2;owner:1/1"
    assert row["kinds_for"] == "interview:2/3;observation:1/1"
    assert row["text:en"] == "It holds."


def test_partly_lists_every_unmet_need() -> None:
    row = verdict(
        codings_table(("iX", "X", "A1")), claim(informants=2, groups=("owner", "buyer"), kinds=("observation",))
    )
    assert row["verdict"] == "partly"
    assert row["unmet"] == "informants:1/2;group:buyer;kind:observation"


def test_contradicted_needs_more_informants_against_than_for() -> None:
    assert verdict(codings_table(("iX", "X", "A1"), ("iY", "Y", "An"), ("iZ", "Z", "An")))["verdict"] == "contradicted"
    assert verdict(codings_table(("iY", "Y", "An")))["verdict"] == "contradicted"
    assert verdict(codings_table(("o1", "", "An")))["verdict"] == "contradicted"


def test_as_many_against_as_for_is_no_support() -> None:
    # One informant on both sides, however often: not more against than for.
    row = verdict(codings_table(("iX", "X", "A1"), ("iX", "X", "An"), ("iX", "X", "An")))
    assert (row["verdict"], row["unmet"]) == ("partly", "contested:1/1")
    row = verdict(codings_table(("iX", "X", "A1"), ("iY", "Y", "An")), claim(informants=2))
    assert (row["verdict"], row["unmet"]) == ("partly", "contested:1/1;informants:1/2")
    # Where no side has an informant, references are weighed.
    row = verdict(codings_table(("o1", "", "A1"), ("o1", "", "An")), claim(informants=0))
    assert (row["verdict"], row["unmet"]) == ("partly", "contested:1/1")
    assert verdict(codings_table(("o1", "", "A1"), ("o1", "", "A1"), ("o1", "", "An")), claim(informants=0))[
        "verdict"
    ] == ("supported")


def test_not_supported_without_evidence() -> None:
    row = verdict(codings_table(("iX", "X", "B")))
    assert row["verdict"] == "not supported"
    assert row["unmet"] == "informants:0/1"


def test_what_speaks_against_can_be_named() -> None:
    codings = codings_table(("iX", "X", "A1"), ("iY", "Y", "B"), ("iZ", "Z", "B"), ("iY", "Y", "An"))
    row = verdict(codings, claim(against=("B",)))
    assert (row["verdict"], row["cases_against"]) == ("contradicted", "Y;Z")
    row = verdict(codings, claim(codes=("An",)))
    assert (row["verdict"], row["cases_for"], row["cases_against"]) == ("supported", "Y", "")


def test_only_accepted_codings_of_the_counted_coders() -> None:
    codings = codings_table(("iX", "X", "A1"), ("iY", "Y", "A1"), ("iZ", "Z", "A1"))
    codings.loc[0, "status"] = "suggested"
    codings.loc[1, "coder"] = "c2"
    table, evidence = verdicts.test_claims(
        [claim()], codings, codes_table(), sources_table(), cases_table(), coders=["c1"]
    )
    assert table.loc[0, "cases_for"] == "Z"
    assert list(evidence["coding_id"]) == ["k2"]


def test_two_coders_on_one_passage_are_one_reference() -> None:
    codings = codings_table(("iX", "X", "A1"), ("iX", "X", "A"))
    codings.loc[1, ["start", "end"]] = [2, 8]
    assert verdict(codings)["references_for"] == 1


def test_evidence_has_a_row_for_each_coding_on_its_side() -> None:
    codings = codings_table(("iX", "X", "A1"), ("iY", "Y", "An"), ("iX", "X", "B"))
    claims = [claim(claim_id="C10"), claim(claim_id="C2", codes=("B",))]
    table, evidence = verdicts.test_claims(claims, codings, codes_table(), sources_table(), cases_table())
    assert list(table["claim_id"]) == ["C10", "C2"]  # in the order of the file
    assert list(zip(evidence["claim_id"], evidence["side"], evidence["coding_id"], strict=True)) == [
        ("C10", "for", "k0"),
        ("C10", "against", "k1"),
        ("C2", "for", "k2"),
    ]
    assert evidence.loc[0, "quotation"] == "kata"


@pytest.mark.parametrize("n", [0, 1])
def test_tables_have_their_columns_with_nothing_in_them(n: int) -> None:
    table, evidence = verdicts.test_claims(
        [claim()][:n], model.empty("codings"), codes_table(), sources_table(), cases_table()
    )
    assert len(table) == n and evidence.empty
    assert list(evidence.columns) == verdicts.EVIDENCE_COLUMNS
