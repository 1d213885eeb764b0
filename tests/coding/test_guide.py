"""The interviews' guide, what was asked of it, and proposals of what may have been."""

import pytest
from small_tables import codes, talks

from benang.coding.guide import ASKED_TURN_COLUMNS, asked_turns, proposals, read_asked, read_guide
from benang.coding.passages.asked_questions import AskedTurns
from benang.core.tables import write_csv
from benang.privacy.pseudonyms import Pseudonyms

TABLES = talks(
    {
        "a": [
            ("P", "How did customers reach the shop before?"),
            ("A", "They came here."),
            ("P", "Do you trust sellers who answer at once?"),
            ("A", "I do."),
            ("P", "Anything else?"),
        ],
        "b": [("P", "So, do you trust the sellers?"), ("B", "No.")],
    }
)
SOURCES, TURNS, _ = TABLES
CODES = codes(trust="Trust", reach="Reaching the shop", price="Price")
GUIDE = """question,codes,question_id
How do customers reach the shop?,reach,reach
Do you trust the sellers?,Trust; price,trust
What does it cost?,,
"""


def guide(tmp_path, text=GUIDE, pseudonyms=None):
    (tmp_path / "guide.csv").write_text(text, encoding="utf-8")
    return read_guide(tmp_path / "guide.csv", "data/guide.csv", CODES, pseudonyms)


def asked(tmp_path, *rows, header="source,question,turn"):
    (tmp_path / "asked.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    found, problems = guide(tmp_path)
    assert problems == []
    return found, *read_asked(tmp_path / "asked.csv", "data/asked.csv", found, SOURCES, TURNS)


def told(problems):
    return [(problem.kind, problem.line) for problem in problems]


def test_questions_have_ids_and_the_codes_they_ask_about(tmp_path):
    found, problems = guide(tmp_path)
    assert problems == []
    assert [(*row[:2], list(row[2])) for row in found.itertuples(index=False)] == [
        ("reach", "How do customers reach the shop?", ["reach"]),
        ("trust", "Do you trust the sellers?", ["trust", "price"]),
        ("q3", "What does it cost?", []),
    ]


def test_mistakes_in_the_guide_are_told_with_their_lines(tmp_path):
    text = "question;codes;question_id\n;trust;\nWhy?;trusst;a\nWho?;trust;a\nWhen?;trust | price;\n"
    found, problems = guide(tmp_path, text)
    assert told(problems) == [
        ("guide-question-missing", 2),
        ("guide-code-unknown", 3),
        ("guide-question-twice", 4),
    ]
    assert 'Did you mean "trust"?' in problems[1].message("en")
    assert [list(cell) for cell in found["code_ids"]] == [[], ["trust", "price"]]


def test_what_was_asked_is_found_by_id_and_by_words(tmp_path):
    rows = ["a,reach,1", "A.txt,do you  TRUST the sellers?,3.0", "b,trust,", "b,'-,1", "a,,5", "a,reach,1"]
    found, table, problems = asked(tmp_path, *[row.replace("A.txt", "a") for row in rows])
    assert problems == []
    assert table.values.tolist() == [["a", 1, "reach"], ["a", 3, "trust"], ["b", 0, "trust"], ["b", 1, ""]]
    of_turns = asked_turns(found, table)
    assert list(of_turns.columns) == ASKED_TURN_COLUMNS
    assert of_turns["code_ids"].tolist() == [["reach"], ["trust", "price"], ["trust", "price"], []]


def test_a_question_asked_in_a_turn_that_nobody_names_prompts_nobody_for_sure(tmp_path):
    found, table, _ = asked(tmp_path, "a,reach,1", "b,trust,")
    turns = AskedTurns(asked_turns(found, table), ["reach", "trust", "price"], CODES)
    assert [turns.prompted("a", 2, unit) for unit in ("reach", "trust")] == ["yes", "no"]
    assert [turns.prompted("b", 2, unit) for unit in ("reach", "trust")] == ["no", ""]
    assert turns.not_asked(["b"], "reach") and not turns.not_asked(["b"], "trust")


def test_mistakes_in_what_was_asked_are_told_and_nothing_is_taken_of_them(tmp_path):
    rows = ["c,reach,1", "a,raech,1", "a,reach,9", "a,reach,first", "a,reach,2", "a,reach,1"]
    _, table, problems = asked(tmp_path, *rows)
    assert told(problems) == [
        ("asked-source-unknown", 2),
        ("asked-question-unknown", 3),
        ("asked-turn-unknown", 4),
        ("asked-turn-unknown", 5),
        ("asked-turn-not-interviewer", 6),
    ]
    assert 'Maksud Anda "reach"?' in problems[1].message("id")
    assert problems[4].severity == "warning"
    assert table["turn"].tolist() == [1, 2]


def test_nothing_asked_is_an_empty_table(tmp_path):
    found, table, problems = asked(tmp_path, "a,,1")
    assert problems == [] and table.empty
    assert asked_turns(found, table).empty


def test_proposals_are_the_interviewers_turns_with_the_question_they_resemble(tmp_path):
    found, _ = guide(tmp_path)
    table = proposals(found, SOURCES, TURNS)
    assert table[["source", "turn", "question"]].values.tolist() == [
        ["a", 1, "reach"],
        ["a", 3, "trust"],
        ["a", 5, ""],
        ["b", 1, "trust"],
    ]
    assert table["question_text"].tolist()[1:3] == ["Do you trust the sellers?", ""]
    assert table["text"].tolist()[2] == "Anything else?"


def test_the_proposals_are_a_file_of_what_was_asked_once_a_person_says_so(tmp_path):
    found, _ = guide(tmp_path)
    write_csv(proposals(found, SOURCES, TURNS), tmp_path / "asked.csv")
    table, problems = read_asked(tmp_path / "asked.csv", "asked.csv", found, SOURCES, TURNS)
    assert problems == []
    assert table.values.tolist() == [["a", 1, "reach"], ["a", 3, "trust"], ["b", 1, "trust"]]


@pytest.mark.parametrize("text", ["question,codes\n", "question\nWhy?\n", ""])
def test_a_guide_without_questions_or_codes_is_told(tmp_path, text):
    found, problems = guide(tmp_path, text)
    assert found.empty and problems and problems[0].severity == "error"


@pytest.mark.parametrize(
    ("header", "near"),
    [("question_id,codes", ""), ("Question_ID,codes", ""), ("question_id,Questions,codes", "Questions")],
)
def test_a_column_that_is_read_is_never_proposed_as_one_that_is_missing(tmp_path, header, near):
    _, problems = guide(tmp_path, f"{header}\n{','.join('x' * (header.count(',') + 1))}\n")
    missing = [problem for problem in problems if problem.kind == "table-column-missing"]
    assert [(problem.values["column"], problem.values["near"]) for problem in missing] == [("question", near)]
    assert 'heading "question_id"' not in missing[0].remedy("en")


def test_names_are_replaced_in_questions(tmp_path):
    names = Pseudonyms({"Siti": "[Orang 1]"})
    found, problems = guide(tmp_path, "question,codes\nHow does Siti sell?,trust\n", names)
    assert (found["question"].tolist(), problems) == (["How does [Orang 1] sell?"], [])
    (tmp_path / "asked.csv").write_text("source,question,turn\na,How does Siti sell?,1\n", encoding="utf-8")
    table, problems = read_asked(tmp_path / "asked.csv", "asked.csv", found, SOURCES, TURNS, names)
    assert (table["question_id"].tolist(), problems) == (["q1"], [])


NEAR = [
    ("What do you do?", "So, what do you do there?"),  # of the commonest words alone
    ("Apa itu?", "Apa itu, Bu?"),
    ("And why is that so?", "and why's that so"),
    ("Do you trust the sellers?", "Do you trust the seller?"),
    ("Bagaimana Ibu memakai Instagram?", "Bagaimana ibu memakai instagram itu?"),
    ("How often do you order online?", "How often do you orderr onlin?"),
    ("Where did you hear of it first?", "Where did you first hear of it?"),
    ("Seberapa sering Anda membeli?", "Seberapa sering anda membelinya?"),
    ("Would you do it again?", "Would you do it again, if you could?"),
    ("Siapa yang mengajari?", "Siapa yang mengajarinya, Pak?"),
]


@pytest.mark.parametrize("question, said", NEAR)
def test_a_question_that_is_nearly_said_as_the_guide_has_it_is_proposed(tmp_path, question, said):
    text = f'question_id,question,codes\nother,"Which colour of the boat sails north?",\nq,"{question}",trust\n'
    found, problems = guide(tmp_path, text)
    assert problems == []
    assert asked_of(found, said) == "q"


def test_of_two_questions_that_are_nearly_the_same_the_one_that_is_said_is_proposed(tmp_path):
    first, second = "Do you trust the sellers?", "Why do you trust the sellers?"
    found, _ = guide(tmp_path, f"question_id,question,codes\na,{first},trust\nb,{second},trust\n")
    assert [asked_of(found, said) for said in (first, second)] == ["a", "b"]
    found, _ = guide(tmp_path, f"question_id,question,codes\na,{second},trust\nb,{first},trust\n")
    assert [asked_of(found, said) for said in (first, second)] == ["b", "a"]


@pytest.mark.parametrize("said", ["Hm.", "Yes?", "The weather is fine today.", "No, never mind that.", "..."])
def test_what_resembles_no_question_is_proposed_for_none(tmp_path, said):
    found, _ = guide(tmp_path, "question_id,question,codes\na,Do you trust the sellers?,trust\nb,Apa itu?,\n")
    assert asked_of(found, said) == ""


def asked_of(found, said):
    """What is proposed for one turn of an interviewer."""
    source = SOURCES.iloc[[0]].assign(source_id="s", text=said)
    turn = TURNS.iloc[[0]].assign(source_id="s", turn=1, start=0, end=len(said), role="interviewer")
    (row,) = proposals(found, source, turn).to_dict("records")
    return row["question"]
