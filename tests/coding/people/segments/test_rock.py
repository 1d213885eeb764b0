import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.people.coding_files import read_codings

SOURCE = """---
ROCK_attributes:
  -
    caseId: 1
    group: rural
---

# A remark, with [[no_code]] in it.
[[cid=1]]
[[coderId=gj]]

[[uid=73xk6950]] Percaya sekali. [[trust>strong]] [[branding]]
~~Tidak, [[price||2]] katanya. [[trust>weak]]

---<<paragraph_break>>---

Belum dikodekan.
Baik. [[trust->price||leads_to]] [[branding]]
"""


def kinds(problems):
    return [(problem.kind, problem.line) for problem in problems]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_code_of_an_utterance_is_a_row(read, newline):
    found, problems = read(SOURCE.replace("\n", newline), name="Informan A.rock")
    assert found[["line", "quotation", "code", "memo"]].values.tolist() == [
        [12, "Percaya sekali.", "trust > strong", ""],
        [12, "Percaya sekali.", "branding", ""],
        [13, "Tidak, katanya.", "price", "2"],
        [13, "Tidak, katanya.", "trust > weak", ""],
        [18, "Baik.", "branding", ""],
    ]
    assert set(found["source"]) == {"Informan A"}
    assert set(found["coder"]) == {"ana"}
    lost = {problem.values["what"]: problem.values["count"] for problem in problems}
    assert lost == {"section breaks": 1, "codes of networks": 1, "fragments of YAML": 1}


def test_the_lines_around_come_along_for_equal_utterances(read):
    found, _ = read("Suka?\nYa. [[c]]\n\nHarganya murah?\nYa. [[c]]\nBegitu.\n", name="x.rock")
    assert found[["quotation", "prefix", "suffix"]].values.tolist() == [
        ["Ya.", "Suka?", " Harganya murah? Ya. Begitu. "],
        ["Ya.", "Suka? Ya.  Harganya murah?", "Begitu. "],
    ]


def test_a_file_of_several_cases_names_its_sources_by_them(read):
    text = "[[cid=A]]\nSatu. [[c]]\nDua. [[c]]\n[[cid=B]] Tiga. [[c]]\n"
    found, _ = read(text)
    assert found["source"].tolist() == ["A", "A", "B"]
    assert read(text.replace("=B", "=A"), name="x.rock")[0]["source"].tolist() == ["x"] * 3
    assert read(text.replace("=B", "=A"), columns={"source": "cid"})[0]["source"].tolist() == ["A"] * 3


def test_the_coder_of_the_file_counts_where_the_study_gives_none(read):
    found, problems = read(SOURCE, coder="")
    assert set(found["coder"]) == {"gj"}
    assert ("coders-from-file", None) in kinds(problems)
    assert set(read(SOURCE, coder="", coders={"gj": "koder-1"})[0]["coder"]) == {"koder-1"}


def test_a_code_without_words_is_told(read):
    found, problems = read("Satu. [[c]]\n[[d]]\n")
    assert found["code"].tolist() == ["c"]
    assert kinds(problems) == [("coding-incomplete", 2)]


def test_a_fragment_that_is_not_closed_hides_nothing(read):
    found, problems = read("---\ncodes:\nSatu. [[c]]\n")
    assert found["quotation"].tolist() == ["Satu."]
    assert kinds(problems) == [("rock-fragment-open", 1)]


word = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Zs"], exclude_characters="[]~#-<>"))


@given(st.lists(st.tuples(word.filter(bool), st.lists(st.sampled_from(["a", "b>c"]), unique=True)), min_size=1))
def test_what_is_marked_is_read_whatever_the_language(tmp_path_factory, utterances):
    lines = [" ".join([words, *(f"[[{code}]]" for code in codes)]) for words, codes in utterances]
    path = tmp_path_factory.mktemp("any") / "a.rock"
    path.write_text("Awal. [[a]]\n" + "\n".join(lines), encoding="utf-8", newline="")
    found, problems = read_codings(path, "a.rock", "ana")
    assert not problems
    wanted = [(number, code.replace(">", " > ")) for number, (_, codes) in enumerate(utterances, 2) for code in codes]
    assert list(zip(found["line"], found["code"], strict=True))[1:] == wanted
