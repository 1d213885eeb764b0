"""On which side what is shown stands, and what coders and deciders noted at it."""

from typing import Any

import pandas as pd

from benang.conclusions.report.draft import Draft
from benang.conclusions.report.findings_chapter import _by_side
from benang.conclusions.report.material import Material
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.report_words import Words
from benang.core import model
from benang.mapping.examples import Passage, chosen

TEXT = "Dulu harus datang ke toko. Sekarang tinggal tanya lewat pesan, langsung dijawab. Kadang tidak dijawab juga."


def passage(start: int, end: int, side: str, use: str = "", coders: tuple[str, ...] = ("ani",)) -> Passage:
    row = {"source_id": "s", "start": start, "end": end, "case_id": "A", "side": side, "use": use, "coders": coders}
    return Passage(row, ({"coding_id": f"c{start}", "start": start, "end": end},), {"start": 0, "end": 200}, TEXT)


def test_an_example_is_on_a_side_before_it_is_early_or_coded_by_many() -> None:
    before = passage(0, 26, "none", coders=("ani", "budi"))
    now = passage(27, 80, "for")
    assert chosen([before, now], ["A"], 5) == [now]
    assert chosen([before], ["A"], 5) == [before]


def test_what_the_researcher_chose_is_shown_on_whatever_side_it_is() -> None:
    before = passage(0, 26, "none", use="best")
    assert chosen([before, passage(27, 80, "for")], ["A"], 5) == [before]


def test_what_is_against_or_unclear_stands_apart() -> None:
    found = [passage(n, n + 20, side) for n, side in enumerate(("for", "none", "against", "both", "disputed"))]
    shown, apart = _by_side(found)
    assert [one.side for one in shown] == ["for", "none"]
    assert [one.side for one in apart] == ["against", "both", "disputed"]


def coding(name: str, coder: str, start: int, end: int, why: str, **more: Any) -> dict[str, Any]:
    where = {"source_id": "s", "code_id": "k", "start": start, "end": end, "turn": 1, "last_turn": 1}
    return {"coding_id": name, "coder": coder, "method": "human", "status": "accepted", "why": why} | where | more


def draft(codings: list[dict[str, Any]]) -> Draft:
    words = Words("en")
    others = {name: model.empty(name) for name in ("disagreements", "turns", "sources")}
    material = Material({"codings": pd.DataFrame(codings), **others})
    return Draft(material, {}, words, Numbering(words, {}), "results", "", "en")


def memos(codings: list[dict[str, Any]], of: dict[str, Any]) -> list[str]:
    return draft(codings).memos([of])


def test_the_consensus_shows_what_people_noted_and_what_was_decided() -> None:
    mine = coding("c1", "ani", 0, 26, "Keadaan dulu.")
    other = coding("c2", "budi", 5, 60, "")
    far = coding("c3", "budi", 82, 108, "Jauh.")
    elsewhere = coding("c4", "budi", 0, 26, "Kode lain.", code_id="l")
    decided = "Yang sempit memuatnya. [adjudicated by eve]"
    agreed = coding("c5", "consensus", 0, 26, decided, method="consensus")
    shown = memos([mine, other, far, elsewhere, agreed], agreed)
    assert shown == ["Memo by ani: Keadaan dulu.", "Decision (eve): Yang sempit memuatnya."]


def test_who_agreed_is_no_memo() -> None:
    agreed = coding("c5", "consensus", 0, 26, "[agreed: ani, budi]", method="consensus")
    assert memos([coding("c1", "ani", 0, 26, ""), agreed], agreed) == []


def test_the_consensus_names_the_people_whose_it_is() -> None:
    agreed = coding("c5", "consensus", 0, 26, "", method="consensus")
    given = [coding("c1", "budi", 0, 26, ""), coding("c2", "ani", 20, 40, ""), coding("c3", "cici", 82, 108, "")]
    found = Passage({"coders": ["consensus"]}, (agreed,), {}, TEXT)
    assert draft([*given, agreed]).coded_by(found.codings, found.coders) == "consensus (ani, budi)"
    alone = Passage({"coders": ["ani", "budi"]}, (given[0],), {}, TEXT)
    assert draft(given).coded_by(alone.codings, alone.coders) == "ani, budi"
