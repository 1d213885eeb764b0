"""The needs of claims: their forms and words, and that a new one is added through one door."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pandas as pd
import pytest
import yaml

from benang.conclusions.claims import Claim, claims_schema, read_claims
from benang.conclusions.needs import NEEDS
from benang.conclusions.report.book import read_report
from benang.core import problems
from benang.core.texts import read_texts
from benang.study.check import check_study

TOY = '''"""The need of evidence in so many sources."""

from benang.conclusions.needs.need import Found, Need, Wrong


def _wrong(value, study):
    if study.cases is not None and value["least"] > 9 * len(study.cases):
        yield Wrong("toy-too-many", None, {"least": value["least"]})


def _found(value, evidence):
    if value:
        yield Found("", len(evidence.sources_for), len(evidence.sources), value["least"], value["least"] == 1)


NEED = Need(
    key="toys",
    schema={
        "description": "Sources that must hold evidence for it.",
        "type": "object",
        "properties": {"least": {"description": "How many.", "type": "integer", "minimum": 1, "default": 1}},
        "additionalProperties": False,
        "default": {},
    },
    wrong=_wrong,
    found=_found,
    called="toy",
    counted="source",
)
'''
PROBLEM = {
    "severity": "error",
    "what": {"id": "{least} terlalu banyak.", "en": "{least} toys are too many for {claim}."},
    "mend": {"id": "Kurangi.", "en": "Ask for fewer."},
}


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module with a need, its entry in ``NEEDS``, and its words: all that a newcomer writes."""
    module = ModuleType("toy_need")
    exec(TOY, module.__dict__)
    monkeypatch.setitem(sys.modules, "toy_need", module)
    monkeypatch.setitem(NEEDS, "toys", module.NEED)
    monkeypatch.setitem(read_texts("needs.yaml"), "toy", {"id": "Butuh {n}: {has}", "en": "Toys: {n} ({has})"})
    monkeypatch.setitem(problems.vocabulary(), "toy-too-many", PROBLEM)


def _check(root: Path, needs: str) -> list[tuple[str, int | None, str]]:
    files = {
        "config.yaml": "study: {title: x}\nlanguage: en\ncases: {file: cases.csv}\nclaims: claims.yaml\n"
        "sources: [{kind: interview, files: [a.txt]}]\ncodebook: codebook.yaml\n",
        "cases.csv": "case_id\nA\n",
        "a.txt": "P: Hello?\nA: I trust them.\n",
        "codebook.yaml": "codes:\n  - {id: trust}\n",
        "claims.yaml": f"claims:\n  - id: C1\n    text: x\n    codes: [trust]\n    needs:\n      {needs}\n",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    _, found = check_study(root)
    return [(one.kind, one.line, one.place) for one in found if one.file == "claims.yaml"]


def test_a_need_of_a_newcomer_is_checked_with_line_and_place(toy: None, tmp_path: Path) -> None:
    assert _check(tmp_path, "toys: {least: 2}") == []
    assert _check(tmp_path, "toys: {least: 10}") == [("toy-too-many", 6, "claims[1].needs.toys")]
    assert _check(tmp_path, "toys: {least: 0}") == [("number-too-small", 6, "claims[1].needs.toys.least")]
    assert _check(tmp_path, "toys: {most: 1}") == [("unknown-key", 6, "claims[1].needs.toys.most")]


def test_without_its_entry_the_key_is_unknown(tmp_path: Path) -> None:
    assert _check(tmp_path, "toys: {least: 2}") == [("unknown-key", 6, "claims[1].needs.toys")]


@pytest.mark.parametrize(("least", "met"), [(3, "met"), (4, "not met")])
def test_a_need_of_a_newcomer_is_in_the_table_and_the_report(
    toy: None, run: Callable[..., dict[str, Any]], least: int, met: str
) -> None:
    claim = Claim("C1", {"en": "x", "id": "y"}, ("k",), needs={"toys": {"least": least}})
    study = run(claim=claim)
    table = pd.read_parquet("results/conclusions/claim_needs.parquet").set_index("need")
    assert list(table.index) == ["informants", "toy"]
    assert table.loc["toy", ["has", "base", "wanted", "met"]].tolist() == [3, 3, least, met == "met"]
    assert f"Toys: {least} sources (3 of 3 sources): [{met}]" in read_report("results", study, "en").texts["claims"]
    assert f"Butuh {least} sumber: 3 dari 3 sumber" in read_report("results", study, "id").texts["claims"]


def test_every_need_is_described_sound_and_has_its_words() -> None:
    jsonschema.Draft202012Validator.check_schema(claims_schema())
    words = read_texts("needs.yaml")
    assert set(words) == {need.called for need in NEEDS.values()}
    for key, need in NEEDS.items():
        assert need.key == key
        jsonschema.Draft202012Validator(need.schema).validate(need.schema["default"])
        assert need.schema["description"]
        sentences = words[need.called]
        assert set(sentences) == {"id", "en"}
        filled = [set(re.findall(r"{(\w+)}", sentence)) for sentence in sentences.values()]
        assert filled[0] == filled[1] <= {"n", "name", "has"}


def test_no_problem_of_a_need_lacks_its_sentence(tmp_path: Path) -> None:
    """Each need that is registered finds something wrong with what this study has not."""
    asked = {key: 99 if need.schema["type"] == "integer" else ["none of this"] for key, need in NEEDS.items()}
    claims = {"claims": [{"id": "C1", "text": "x", "codes": ["k"], "needs": asked}]}
    (tmp_path / "claims.yaml").write_text(yaml.safe_dump(claims))
    codes = pd.DataFrame({"code_id": ["k"], "parent_id": [""], "negative": [False], "side": [""], "order": [0]})
    cases = pd.DataFrame({"case_id": ["A"], "order": [0]})
    made = read_claims(tmp_path / "claims.yaml", "claims.yaml", codes, cases=cases, kinds=["interview"])
    assert len(made.problems) == len(NEEDS)
    assert not any(re.search(r"{\w+}", one.message(language)) for one in made.problems for language in ("id", "en"))
