import re

from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from small_tables import codes, row, talks

from benang.coding.together.coding_sheets import coding_page
from benang.core import model
from benang.text.text_key import key

TALK = {"a": [("P", "How?"), ("A", "By <b>messages</b> & calls.")], "b": [("", "مرحبا بالعالم 😀")]}


def show(tables, codebook=None, language="en", **more):
    return coding_page(
        tables[0], tables[1], codes("trust") if codebook is None else codebook, language, "Shops", **more
    )


def said(page):
    """The text of each turn, without its number."""
    return [node.text_content() for node in html.fromstring(page).xpath("//p[starts-with(@class,'turn')]/span[2]")]


def test_every_turn_stands_in_the_page_with_its_number_and_speaker():
    page = show(talks(TALK))
    assert said(page) == ["P: How?", "A: By <b>messages</b> & calls.", "مرحبا بالعالم 😀"]
    numbers = html.fromstring(page).xpath("//p[starts-with(@class,'turn')]/span[1]/text()")
    assert numbers == ["1", "2", "1"]
    assert "By &lt;b&gt;messages&lt;/b&gt; &amp; calls." in page


def test_the_page_needs_nothing_from_elsewhere():
    page = show(talks(TALK), notice="Made up")
    assert not re.search(r"<script|<link|<img|https?://|@import|url\(|style=|\son\w+=", page)
    assert "default-src 'none'" in page
    assert "Made up" in page


def test_words_that_stand_between_two_turns_are_shown():
    sources, turns, _ = talks({"a": [("A", "Yes. Later he left."), ("A", "No.")]})
    turns.loc[0, "end"] = turns["start"][0] + len("Yes.")
    assert said(coding_page(sources, turns, codes("c"), "en", "Shops")) == ["A: Yes.", "Later he left.", "A: No."]


def test_the_codebook_stands_beside_it_with_its_hierarchy_and_words():
    rows = [
        row("codes", code_id="trust", order=1) | {"label:en": "Trust", "label:id": "Percaya"},
        row("codes", code_id="turns-away", parent_id="trust", order=2, negative=True, example="I left.")
        | {"label:en": "Turns <away>", "label:id": ""},
        row("codes", code_id="deep", parent_id="turns-away", order=3) | {"label:en": "", "label:id": ""},
        row("codes", code_id="price", parent_id="gone", order=4) | {"label:en": "Price", "label:id": "Harga"},
    ]
    texts = {"definition:en": "What it means", "include:en": "", "exclude:en": "Prices", "definition:id": ""}
    codebook = model.from_rows("codes", [one | texts for one in rows])
    page = html.fromstring(show(talks(TALK), codebook, language="id"))
    assert page.xpath("//aside//i/text()") == ["trust", "turns-away", "deep", "price"]
    assert page.xpath("//aside//b/text()") == ["Percaya", "Turns <away>", "deep", "Harga"]
    assert len(page.xpath("//aside/ul/li")) == 2
    assert page.xpath("//aside/ul/li/ul/li/ul/li/i/text()") == ["deep"]
    assert page.xpath("//span[@class='negative']/text()") == ["kasus negatif"]
    text = page.xpath("//aside")[0].text_content()
    assert "Jangan pakai bila: Prices" in text
    assert "Contoh: “I left.”" in text
    assert "What it means" in text


def test_a_very_deep_codebook_is_shown():
    rows = [row("codes", code_id=f"c{n}", parent_id=f"c{n - 1}" if n else "", order=n) for n in range(3000)]
    page = show(talks(TALK), model.from_rows("codes", rows))
    assert page.count("<ul") == page.count("</ul>") == 3001


def test_no_codebook_and_no_source():
    sources, turns, _ = talks({})
    page = coding_page(sources, turns, model.empty("codes"), "en", "Shops")
    assert "</html>" in page


NO_CONTROLS = st.characters(
    exclude_categories=["Cs"], exclude_characters=[chr(character) for character in range(0x80, 0xA0)]
)
"""No frozen text has the controls of U+0080-U+009F: they are read as the characters of Windows that they are."""


@examples(60)
@given(st.lists(st.text(NO_CONTROLS, min_size=1, max_size=40), min_size=1, max_size=4))
def test_what_is_copied_from_the_page_is_found_in_the_text(utterances):
    utterances = [text.replace("\r", "\n").encode("utf-8", "replace").decode() for text in utterances]
    page = show(talks({"a": [("A", text) for text in utterances]}))
    found = said(page)
    assert [key(text) for text in found] == [key(f"A: {text}") for text in utterances]


def test_the_same_page_each_time():
    assert show(talks(TALK)) == show(talks(TALK))
