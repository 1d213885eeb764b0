"""The reporting checklists: each item says where it is answered, and what it points at is there."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from benang.conclusions.article.article import article_outline, read_article
from benang.conclusions.report.article_places import KEY_PLACES, TITLE
from benang.conclusions.report.book import read_report
from benang.conclusions.report.checklists import COUNTING, OF_APPROACH, OTHERS, REFLEXIVE, answers
from benang.conclusions.report.outline import outline
from benang.core.places import WORKFLOW
from benang.core.texts import read_texts
from benang.writing.folder import list_writing
from benang.writing.method import method_keys
from benang.writing.writing import read_writing, write_writing

CHECKLISTS = read_texts("checklists.yaml")
CONFIGURED = {"affiliations": [], "approach": "", "approaches_before": [], "journal": "plain"}
TEXTS = {
    "interpretation/abstract.md": "In short.",
    "interpretation/introduction.md": "To begin with.",
    "interpretation/discussion.md": "What it means.",
    "journal/a.md": "---\ndate: 2024-05-01\nauthor: A\nkind: reflexive\n---\nA thought.\n",
    "feedback/a.md": "It is so.",
}
ALL_KEYS = {key: f"About {key}." for key in method_keys() if key not in ("team", "keywords")}
ALL_KEYS |= {"team": [dict.fromkeys(("who", "role", "credentials", "occupation", "gender", "experience"), "A")]}
ALL_KEYS |= {"keywords": ["trust"]}


@pytest.fixture
def documents(run):
    """Article and supplement of a study as pandoc's Markdown, the places of each, and the supplement's checklists."""

    def write(language="en", method=None, files=None, config=None, **wanted):
        for made in ("results", "data"):
            shutil.rmtree(made, ignore_errors=True)
        study = run(**wanted) | CONFIGURED | (config or {})
        files = dict(files or {}) | ({"method.yaml": yaml.safe_dump(method)} if method else {})
        for name, text in files.items():
            path = Path("data/writing", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if files:
            writing = read_writing(Path(), list_writing(Path(), "data/writing"), "data/writing", ["en", "id"])
            assert writing.problems == ()
            write_writing(writing, Path("results/writing/writing.json"))
            study["writing"] = True
            for name in ("writing", "written"):
                Path(f"results/problems/{name}.parquet").write_bytes(Path("results/problems/all.parquet").read_bytes())
        results = Path("results")
        parts = article_outline(results, study, language)
        headed = [f"## {number} Heading {{#{name}}}" for name, number in parts.items() if number]
        written = read_article("results", study, language, "../results", "supplement.html")
        article = "\n\n".join([*headed, *filter(None, written.texts.values())])
        (results / "conclusions").mkdir(exist_ok=True)
        (results / "conclusions" / "report.md").write_text(article, encoding="utf-8")
        report = read_report("results", study, language, "../results", "report.html")
        supplement = "\n\n".join(filter(None, report.texts.values()))
        return places(article), places(supplement) | set(outline(results, study)), report.texts["checklists"]

    return write


def places(text):
    return set(re.findall(r"\{#(\S+?)[ }]", text))


def rows(text, name):
    """Number and where of each row of a checklist."""
    table = text.partition(f"{{#tab-checklist-{name}}}")[0].rpartition("| Item | About | Answered in |")[2]
    table = table or text.partition(f"{{#tab-checklist-{name}}}")[0].rpartition("| Butir |")[2]
    return [line.strip("| ").split(" | ") for line in table.splitlines() if re.match(r"\| (\d+|–) \|", line)]


def whole(documents, language="en", **config):
    return documents(language, ALL_KEYS, TEXTS, config={"question": {"en": "Why?"}, **config})


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "approach", ["", "codebook", "framework", "coding-reliability", "content-analysis", "reflexive"]
)
def test_every_pointer_leads_to_a_place_that_is_there(documents, language, approach):
    article, supplement, text = whole(documents, language, approach=approach)
    pointed = re.findall(r"\]\((\S*?\.html)?(?:#([^)]*))?\)", text)
    assert len(pointed) > 50
    for page, place in pointed:
        assert place in (article if page else supplement) or (page == "report.html" and not place)


def test_every_key_of_the_method_names_items_that_there_are():
    for key, about in method_keys().items():
        assert key in KEY_PLACES, "no heading of the article prints it"
        parts = about["items"]["properties"].values() if key == "team" else ()
        named = [pair for said in (about, *parts) for pair in said.get("x-answers", {}).items()]
        assert named, key
        for checklist, items in named:
            assert {str(item) for item in items} <= {str(item) for item in CHECKLISTS[checklist]["items"]}, key


def test_every_item_can_be_answered_and_is_where_everything_is_supplied(documents):
    for name, checklist in CHECKLISTS.items():
        for item, about in checklist["items"].items():
            assert answers(name).get(str(item)) or about.get("article") or about.get("supplement"), (name, item)
            assert about["id"] != about["en"] or name == "srqr"
    _, _, text = whole(documents, approach="codebook")
    for name in OTHERS:
        found = rows(text, name)
        assert len(found) == len(CHECKLISTS[name]["items"])
        assert [number for number, _, where in found if "not supplied" in where] == []


def test_places_that_checklists_name_are_called_as_the_documents_call_them(documents):
    article, supplement, _ = whole(documents)
    for checklist in CHECKLISTS.values():
        for about in checklist["items"].values():
            named = {place.partition(" if ")[0] for place in about.get("article", ())}
            assert named <= article | {TITLE, "question"}
            named = {place.partition(" if ")[0] for place in about.get("supplement", ())}
            assert named <= supplement | {"guide"}  # this study has no guide


def test_what_nobody_supplied_is_said_to_be_so(documents):
    _, _, text = documents()
    where = {number: told for number, _, told in rows(text, "coreq")}
    silent = [*range(1, 12), 13, 14, 15, 17, 18, 19, 20, 21, 23, 28]
    assert [int(number) for number, told in where.items() if "not supplied" in told] == silent
    assert where["24"] == "[article, section 1.4](report.html#method-analysis); supplement, [Table 7](#tab-coders)"
    # A person of whom only the role is known answers who interviewed, and not with which degree.
    _, _, text = documents(method={"team": [{"who": "A", "role": "interviewer"}]})
    where = {number: told for number, _, told in rows(text, "coreq")}
    assert "(The researchers)" in where["1"]
    assert "not supplied" in where["2"] and "not supplied" in where["4"]


def test_quotations_and_double_coding_are_pointed_to_where_they_stand(documents):
    _, _, text = documents(config={"double_coding": {"en": "By lot."}})
    where = {number: told for number, _, told in rows(text, "srqr")}
    assert "(#agreement)" in where["15"] and "double-coded" not in where["15"]
    where = {number: told for number, _, told in rows(text, "coreq")}
    assert "report.html#findings" in where["29"] and "(#quotations)" in where["29"]
    # Agreement is no part of a reflexive study, nor of one with a single coder.
    for changed in ({"config": {"approach": "reflexive"}}, {"coders": ("ani",)}):
        _, _, text = documents(**changed)
        assert "(#agreement)" not in text


def test_each_approach_has_its_checklists(documents):
    for approach, names in {**OF_APPROACH, "codebook": OTHERS, "framework": OTHERS, "": OTHERS}.items():
        _, _, text = documents(config={"approach": approach})
        assert re.findall(r"\{#tab-checklist-(\w+)\}", text) == list(names)
    assert "coreq" not in REFLEXIVE and "rtarg" not in COUNTING


def test_none_as_the_use_of_ai_answers_the_first_item_and_the_others_lapse(documents):
    _, _, text = documents(method={"ai": "none"})
    first, *others = [told for _, _, told in rows(text, "gamer")]
    assert first.endswith("(Use of AI); codings of a language model that count: 0")
    assert len(others) == 8 and set(others) == {"falls away, as no use of AI is declared"}
    _, _, text = documents(method={"ai": "A model translated."})
    assert all("report.html#declarations" in told for _, _, told in rows(text, "gamer"))
    _, _, text = documents()
    assert all("not supplied" in told for _, _, told in rows(text, "gamer"))


def test_the_head_of_the_file_says_what_each_checklist_was_checked_against():
    head = (WORKFLOW / "benang" / "texts" / "checklists.yaml").read_text(encoding="utf-8").partition("\ncoreq:")[0]
    for name in CHECKLISTS:
        assert re.search(rf"^# {name} .*doi 10\.", head, re.MULTILINE)
