"""Codings as W3C Web Annotations: both selectors lead to the quotation and to nothing else."""

import hashlib
import json

from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import row

from benang.bundle.concept_scheme import concept_scheme
from benang.bundle.web_annotations import anchored, annotation_page, text_name, unique_context
from benang.core import model


def table(name, rows):
    return model.from_rows(name, [row(name, **cells) for cells in rows])


CODES = table(
    "codes",
    [
        {"code_id": "trust", "label:en": "Trust", "definition:en": "Relying on it.", "order": 1},
        {
            "code_id": "answers",
            "label:en": "Answers",
            "definition:en": "",
            "parent_id": "trust",
            "example": "at once",
            "order": 2,
        },
    ],
)


def study(text, spans, **coding):
    sources = table(
        "sources", [{"source_id": "a b", "text": text, "sha256": hashlib.sha256(text.encode()).hexdigest()}]
    )
    rows = [
        {
            "coding_id": f"c{number:010x}",
            "source_id": "a b",
            "start": start,
            "end": end,
            "quotation": text[start:end],
            "code_id": "answers",
            "coder": "ayu",
            "method": "human",
            "status": "accepted",
        }
        | coding
        for number, (start, end) in enumerate(spans)
    ]
    return table("codings", rows), sources


@st.composite
def coded_texts(draw):
    # Few letters, so that quotations stand in many places; some outside the Basic Multilingual Plane.
    text = draw(st.text(alphabet="ab \n\U0001f600é", min_size=1, max_size=300))
    spans = draw(
        st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted).map(tuple), min_size=1)
    )
    return text, [(start, end) for start, end in spans if start < end]


@given(coded_texts())
@examples(200)
def test_every_coding_is_found_again_by_either_selector_alone(coded):
    text, spans = coded
    codings, sources = study(text, spans)
    page = json.loads(json.dumps(annotation_page(codings, sources, CODES, "en", with_texts=True)))
    found = anchored(page, {"texts/a%20b.txt": text})
    assert len(found) == len(spans)
    assert all(one.by_position and one.by_quotation for one in found)


@given(coded_texts())
@examples(200)
def test_the_words_around_a_quotation_are_as_few_as_tell_it_apart(coded):
    text, spans = coded
    for start, end in spans:
        before, after = unique_context(text, start, end)
        assert text.count(text[start - before : end + after]) == 1
        assert (before, after) == (start, len(text) - end) or before >= min(32, start)


def test_a_quotation_that_is_not_where_it_says_is_told_by_the_selector_that_fails():
    codings, sources = study("One two three. One two four.", [(0, 7), (15, 22)])
    page = annotation_page(codings, sources, CODES, "en", with_texts=True)
    moved = anchored(page, {"texts/a%20b.txt": " One two three. One two four."})
    assert [(one.by_position, one.by_quotation) for one in moved] == [(False, False), (False, False)]
    page["items"][0]["target"]["selector"][1]["prefix"] = "no such words"
    assert [one.by_quotation for one in anchored(page, {"texts/a%20b.txt": sources["text"][0]})] == [False, True]


def test_an_annotation_says_who_coded_what_as_what_and_why():
    codings, sources = study("They answer at once.", [(5, 20)], why="Speed.", side="for")
    (item,) = annotation_page(codings, sources, CODES, "en", with_texts=True)["items"]
    assert item["creator"] == {"type": "Person", "name": "ayu"}
    assert [(body["purpose"], body.get("value") or body["source"]) for body in item["body"]] == [
        ("classifying", "codebook.jsonld#answers"),
        ("tagging", "Answers"),
        ("commenting", "Speed."),
        ("assessing", "for"),
    ]
    assert item["target"]["source"] == "texts/a%20b.txt"
    assert text_name("a b") == "texts/a b.txt"


def test_what_is_only_suggested_is_no_annotation_and_a_consensus_is_nobodys_own():
    codings, sources = study("They answer at once.", [(5, 20)], status="suggested", method="rule")
    assert annotation_page(codings, sources, CODES, "en", with_texts=True)["items"] == []
    codings, sources = study("They answer at once.", [(5, 20)], method="consensus", coder="consensus")
    assert annotation_page(codings, sources, CODES, "en", with_texts=True)["items"][0]["creator"] == {
        "name": "consensus"
    }


def test_without_the_texts_a_text_is_named_by_its_digest_and_no_more_than_the_tables_say_is_said_of_it():
    text = "x" * 200 + "quotation" + "x" * 200
    codings, sources = study(text, [(200, 209)])
    (item,) = annotation_page(codings, sources, CODES, "en", with_texts=False)["items"]
    assert item["target"]["source"] == f"urn:sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    assert [len(item["target"]["selector"][1][name]) for name in ("prefix", "suffix")] == [32, 32]


def test_the_codebook_is_a_concept_scheme_in_which_codes_stand_below_themes():
    scheme, trust, answers = concept_scheme(CODES)["@graph"]
    assert scheme["type"] == "skos:ConceptScheme"
    assert trust["prefLabel"] == {"en": "Trust"} and trust["definition"] == {"en": "Relying on it."}
    assert answers["broader"] == trust["id"] == "codebook.jsonld#trust"
    assert answers["example"] == "at once"
