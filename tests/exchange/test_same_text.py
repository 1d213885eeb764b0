import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benang.exchange.same_text import SIMILAR, Alignment, Letters, most_similar, same_texts
from benang.text.text_key import key

TALK = (
    "Pewawancara: Apa kabar usahanya, Bu?\n"
    "Informan: Alhamdulillah lancar. Sekarang orang tanya lewat HP, jam berapa saja saya jawab, dulu harus datang.\n"
    "Pewawancara: Lalu pelanggan lama bagaimana?\n"
    "Informan: Masih setia, malah bawa temannya, jadi makin ramai setiap akhir pekan di rumah saya."
)


@pytest.mark.parametrize(
    "other",
    [
        TALK.replace("\n", "\r\n\r\n"),
        TALK.replace(":", ""),
        TALK.upper(),
        TALK.replace(", ", " – ").replace(".", "!"),
        "\u00a0".join(TALK.split(" ")),
    ],
)
def test_line_ends_case_and_characters_make_no_other_text(other):
    assert same_texts(Letters(other), [("A", Letters(TALK))]) == ["A"]


def test_another_word_makes_another_text():
    assert same_texts(Letters(TALK.replace("setia", "sepi")), [("A", Letters(TALK))]) == []


def test_two_texts_without_letters_are_not_the_same():
    assert same_texts(Letters("..."), [("A", Letters("---"))]) == []


@given(st.text(max_size=60), st.data())
def test_a_span_keeps_its_letters_in_a_text_that_was_written_anew(text, data):
    one, other = Letters(text), Letters("  ".join(text) + "\r\n")
    assume(one.key == other.key)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = one.span_in(other, start, end)
    if Letters(text[start:end]).key:
        assert Letters(other.text[slice(*span)]).key == Letters(text[start:end]).key
    elif span is not None:
        assert key(other.text[slice(*span)]).startswith(key(text[start:end].strip()))


@given(st.text(max_size=60), st.data())
def test_in_the_same_text_a_span_is_itself_but_for_characters_at_its_edges(text, data):
    letters = Letters(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = letters.span_in(letters, start, end)
    if span is not None:
        assert text[start:end].strip() in text[span[0] : span[1] + 1] or span[0] >= start


def test_characters_at_the_edges_come_along_where_both_texts_have_them():
    one, other = Letters('Dia bilang "ya, percaya." Lalu'), Letters("Dia bilang\n“ya, percaya.” Lalu")
    start, end = one.text.index('"'), one.text.rindex('"') + 1
    assert other.text[slice(*one.span_in(other, start, end))] == "“ya, percaya.”"


@pytest.mark.parametrize("words", ["😂", "😂 Lancar. ❤️", "(pelan)", "pasar\r\n(pelan)", "👍🏽", "!"])
def test_characters_alone_and_characters_at_both_edges_come_along(words):
    one = Letters("Ya 😂 Lancar. ❤️ Ke pasar\r\n(pelan) 👍🏽 ya.\r\n Ya!")
    other = Letters("Ya 😂 Lancar. ❤️ Ke pasar\n\n(pelan)\n👍🏽 ya.\nYa!")
    start = one.text.index(words)
    found = other.text[slice(*one.span_in(other, start, start + len(words)))]
    assert found.split() == words.split()


@given(st.text(alphabet="a é\u0301\u200d😂-\n", max_size=40), st.data())
def test_where_line_ends_alone_differ_a_span_is_the_same_to_the_character(text, data):
    one, other = Letters(text.replace("\n", "\r\n")), Letters(text)
    start = data.draw(st.integers(0, len(one.text)))
    end = data.draw(st.integers(start, len(one.text)))
    span = one.span_in(other, start, end)
    if one.text[start:end].strip("\r"):
        assert other.text[slice(*span)] == one.text[start:end].replace("\r\n", "\n").removesuffix("\r")


def test_characters_that_differ_are_not_guessed():
    one, other = Letters("Ya ... tidak ... ya"), Letters("Ya ... tidak ya ...")
    start = one.text.rindex("...")
    assert one.span_in(other, start, start + 3) is None


def test_a_corrected_transcript_is_similar_and_its_places_are_known_about():
    corrected = TALK.replace("jam berapa saja", "kapan saja").replace("Bu?", "Bu? Sehat?")
    one, other = Letters(TALK), Letters(corrected)
    name, share = most_similar(one, {"B": Letters("lain sama sekali " * 20), "A": other})
    assert name == "A"
    assert share >= SIMILAR
    place = Alignment(one, other).place(TALK.index("bawa temannya"))
    assert corrected[place:].startswith("bawa temannya")


def test_a_long_text_that_is_much_the_same_is_aligned():
    words = [f"kata{number}" for number in range(100_000)]
    changed = [word if number % 1_000 else "lain" for number, word in enumerate(words)]
    alignment = Alignment(Letters(" ".join(words)), Letters(" ".join(["Awal", *changed])))
    place = " ".join(words).index("kata54321")
    assert " ".join(["Awal", *changed])[alignment.place(place) :].startswith("kata54321")


def test_short_texts_are_never_similar():
    assert most_similar(Letters("ya ya ya"), {"A": Letters("ya ya ya lah")}) == ("", 0.0)
