"""Who asks, whatever the labels say, and what that does to roles that rest on letters or on nobody else being there."""

from __future__ import annotations

import pytest

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.questions import Said, plain_asker
from benang.sources.speakers.role_proposals import propose_roles
from benang.sources.speakers.roles import Speakers

INDONESIAN = (
    ("Sejak kapan Bapak melaut?", "Sejak umur dua belas, ikut paman. Waktu itu perahu masih pakai layar."),
    ("Apa yang berubah?", "Ikannya makin jauh, dan solar mahal. Kadang kami pulang tidak bawa apa-apa."),
    ("Lalu siapa yang membantu?", "Istri saya buka warung, anak saya yang besar kerja di kota dan kirim uang."),
)
PORTUGUESE = (
    ("Como a senhora aprendeu a costurar?", "Com a minha avó, que fazia as roupas de todos nós em casa."),
    ("E quando começou a vender?", "Quando o meu marido ficou sem trabalho; não tinha outra coisa para fazer."),
    ("Quem compra mais?", "As vizinhas, e agora também uma loja do centro, mas ela paga muito mal."),
)
ENGLISH = (
    ("How did you come to fishing?", "With my uncle, when I was twelve; the boats still had sails at that time."),
    ("What has changed?", "The fish are further out and the fuel is dear, so some days we bring nothing home."),
    ("Who helps you then?", "My wife has a stall, and the eldest sends us money from the city."),
)


def talk(asks, answers, said):
    return "".join(f"{asks}: {question}\n{answers}: {answer}\n" for question, answer in said)


def read(text, language="en", speakers=None):
    """Role of each label, kinds of the source's problems, and the study's proposal."""
    source = SourceRow("a", "interview", language, "", "a.txt", "a.txt", ("x", "y"), 0)
    frozen = freeze(read_bytes(text.encode(), "a.txt", "a.txt"), source, speakers or Speakers(), Pseudonyms())
    tables = tables_of([frozen])
    roles = dict(zip(tables.turns["speaker"], tables.turns["role"], strict=True))
    proposals = propose_roles(tables.sources, tables.turns)
    return roles, [problem.kind for problem in frozen.problems], proposals


@pytest.mark.parametrize(
    ("asks", "answers", "said", "stated"),
    [
        ("P", "I", INDONESIAN, "en"),
        ("P", "N", INDONESIAN, "fr"),
        ("P", "R", PORTUGUESE, "en"),
        ("P", "I", PORTUGUESE, "en"),
        ("R", "I", ENGLISH, "en"),
        ("P", "I", ENGLISH, "en"),
        ("I", "P", ENGLISH, "id"),
        ("P", "K", [*ENGLISH, ("And then?", "Nothing.")], "en"),
        ("A", "Q", ENGLISH, "en"),
    ],
)
def test_letters_never_outvote_who_asks(asks, answers, said, stated):
    roles, kinds, proposals = read(talk(asks, answers, said), stated)
    assert roles == {asks: "other", answers: "other"}
    assert "roles-contradicted" in kinds and "roles-guessed" not in kinds
    assert (proposals.interviewer, proposals.informant) == ((asks,), (answers,))
    assert [one.source_id for one in proposals.untold] == ["a"]


@pytest.mark.parametrize(
    ("asks", "answers", "said", "stated"),
    [
        ("P", "I", INDONESIAN, "id"),
        ("I", "P", ENGLISH, "en"),
        ("P", "R", PORTUGUESE, "pt"),
        # An interviewer who writes no question marks, and an informant who ends each turn with one.
        ("I", "P", [(q.replace("?", "."), f"{a} It always was like that, you know?") for q, a in ENGLISH], "en"),
        ("I", "P", [("Go on.", f"{a} You see?") for _, a in ENGLISH[:2]] + [("Yes.", "And so we went home.")], "en"),
    ],
)  # fmt: skip
def test_letters_that_agree_with_who_asks_or_where_it_is_not_plain_stand(asks, answers, said, stated):
    roles, kinds, _ = read(talk(asks, answers, said), stated)
    assert roles == {asks: "interviewer", answers: "informant"}
    assert "roles-contradicted" not in kinds


def test_a_list_of_the_study_goes_before_who_asks():
    roles, kinds, _ = read(talk("P", "I", ENGLISH), "en", Speakers(interviewer=("I",), informant=("P",)))
    assert (roles, kinds) == ({"P": "informant", "I": "interviewer"}, [])


@pytest.mark.parametrize("unknown", ["Unknown Speaker", "Unknown", "Unidentified", "Desconocido", "Tidak dikenal"])
@pytest.mark.parametrize("asks", ["Dr Vera Lunt", "Vera", "Speaker 1"])
def test_who_asks_is_no_informant_because_the_other_is_called_unknown(asks, unknown):
    roles, kinds, proposals = read(talk(asks, unknown, ENGLISH))
    assert roles == {asks: "other", unknown: "other"}
    assert "no-informant" in kinds
    assert (proposals.interviewer, proposals.informant) == ((asks,), (unknown,))


def test_a_proposal_names_who_asks_where_only_the_other_was_told_by_a_letter():
    _, _, proposals = read(talk("E", "P", PORTUGUESE))
    assert (proposals.interviewer, proposals.informant) == (("E",), ("P",))
    assert proposals.guessed == ("a",)


def test_what_is_proposed_gives_every_label_that_it_names_its_role():
    for asks, answers, said in (("P", "I", INDONESIAN), ("E", "P", PORTUGUESE), ("Vera", "Unknown", ENGLISH)):
        _, _, proposals = read(talk(asks, answers, said))
        listed = Speakers(proposals.interviewer, proposals.informant)
        roles, kinds, again = read(talk(asks, answers, said), "en", listed)
        assert roles == {asks: "interviewer", answers: "informant"}
        assert not {"roles-guessed", "roles-contradicted", "no-informant"} & set(kinds)
        assert (again.untold, again.guessed) == ((), ())


@pytest.mark.parametrize(
    ("speakers", "asks"),
    [
        ({}, ""),
        ({"A": Said(4, 4, 20)}, ""),  # nobody else is there
        ({"A": Said(4, 0, 20), "B": Said(4, 0, 90)}, ""),
        ({"A": Said(4, 3, 20), "B": Said(4, 0, 90)}, "A"),
        ({"A": Said(4, 2, 120), "B": Said(4, 0, 90)}, ""),  # as long as the other
        ({"A": Said(4, 4, 120), "B": Said(4, 1, 90)}, "A"),
        ({"A": Said(4, 2, 20), "B": Said(4, 2, 90)}, ""),
    ],
)
def test_who_plainly_asks_has_nearly_all_the_questions_and_says_little_else(speakers, asks):
    assert plain_asker(speakers) == asks
