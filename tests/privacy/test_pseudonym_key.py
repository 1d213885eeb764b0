from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.identifiers import KINDS, Identifier
from benang.privacy.pseudonym_key import (
    Found,
    Key,
    KeyRow,
    assign,
    gathered,
    read_found,
    read_key,
    read_replacements,
    write_found,
    write_key,
    write_replacements,
)

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def test_an_identifier_has_one_number_in_the_whole_study():
    found = [
        Found("b", "phone", "0811", 4, 1),
        Found("a", "phone", "0822", 90, 2),
        Found("a", "email", "x@y.id", 10, 1),
        Found("b", "phone", "0822", 1, 1),
    ]
    key = assign(found, {"[Telepon 1]"}, "id")
    assert key.rows == (
        KeyRow("phone", "0822", "[Telepon 2]", 3, ("a", "b")),
        KeyRow("phone", "0811", "[Telepon 3]", 1, ("b",)),
        KeyRow("email", "x@y.id", "[Surel 1]", 1, ("a",)),
    )
    assert key.part([found[0]]).replacements == {("phone", "0811"): "[Telepon 3]"}
    assert assign(reversed(found), {"[Telepon 1]"}, "id") == key


def test_what_the_key_says_of_some_sources_is_not_changed_by_others():
    found = [Found("b", "phone", "0811", 4, 2), Found("b", "email", "x@y.id", 9, 1)]
    key = assign(found, (), "en")
    more = assign([*found, Found("a", "phone", "0811", 1, 5), Found("a", "phone", "0822", 9, 1)], (), "en", key)
    assert more.part(found) == key.part(found) == key
    assert more != key


def test_a_number_is_kept_and_never_given_to_another_thing():
    before = assign([Found("b", "phone", "0811", 4, 1), Found("c", "phone", "0822", 4, 1)], (), "en")
    after = assign([Found("a", "phone", "0833", 1, 1), Found("b", "phone", "0811", 4, 1)], (), "en", before)
    assert after.rows == (
        KeyRow("phone", "0811", "[Phone 1]", 1, ("b",)),
        KeyRow("phone", "0822", "[Phone 2]", 0, ()),
        KeyRow("phone", "0833", "[Phone 3]", 1, ("a",)),
    )
    assert assign([], ["[Phone 2]"], "en", before).replacements == {("phone", "0811"): "[Phone 1]"}
    assert assign([], (), "id", before).rows == ()


def test_occurrences_are_gathered_by_source():
    once, again = Identifier(5, 9, "nik", "1"), Identifier(2, 4, "nik", "1")
    assert gathered([("s", once), ("s", again), ("r", once)]) == [
        Found("r", "nik", "1", 5, 1),
        Found("s", "nik", "1", 2, 2),
    ]


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), ANY, ANY, st.integers(1, 99), st.lists(st.from_regex(r"\A\w{1,3}\Z"))),
        max_size=4,
    )
)
def test_what_is_written_is_read_back(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("key")
    key = Key(tuple(KeyRow(kind, value, text, times, tuple(ids)) for kind, value, text, times, ids in rows))
    write_key(key, folder / "key.csv")
    assert read_key(folder / "key.csv") == key
    found = [Found(text, kind, value, times, times) for kind, value, text, times, _ in rows]
    write_found(found, folder / "found.csv")
    assert read_found(folder / "found.csv") == found
    log = [[kind, value, text, str(times), "x"] for kind, value, text, times, _ in rows]
    write_replacements(log, folder / "log.csv")
    assert read_replacements(folder / "log.csv") == log


def test_no_cell_is_a_formula(tmp_path):
    write_replacements([("s", 1, "phone", "+62 811", "=1"), ("s", 2, "name", "@toko", "-x")], tmp_path / "log.csv")
    lines = (tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert not any(cell.startswith(("=", "+", "@", "-")) for line in lines for cell in line.split(","))


def test_one_telephone_in_two_forms_has_one_number():
    coded, bare, italian, kept = "4917000112233", "017000112233", "390612345678", "0612345678"
    found = [
        Found("a", "phone", value, place, 1) for place, value in enumerate((bare, "0170999", coded, italian, kept))
    ]
    numbers = assign(found, (), "en").replacements
    assert numbers["phone", coded] == numbers["phone", bare] == "[Phone 1]"
    assert numbers["phone", italian] == numbers["phone", kept]
    assert len(set(numbers.values())) == 3


def test_a_telephone_that_two_countries_could_have_is_one_of_its_own():
    found = [Found("a", "phone", value, 1, 1) for value in ("4917000112233", "3317000112233", "017000112233")]
    assert len(set(assign(found, (), "en").replacements.values())) == 3


def test_another_form_of_a_telephone_changes_no_number_that_was_given():
    before = assign([Found("a", "phone", "017000112233", 1, 1), Found("a", "phone", "0999888777", 2, 1)], (), "en")
    after = assign(
        [Found("b", "phone", "4917000112233", 1, 1), Found("a", "phone", "017000112233", 1, 1)], (), "en", before
    )
    assert after.replacements["phone", "4917000112233"] == before.replacements["phone", "017000112233"]
    assert before.replacements.items() <= after.replacements.items()
