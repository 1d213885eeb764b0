"""Columns of tables: no word breaks within, and no more room is taken than there is."""

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.conclusions.documents.column_widths import LETTERS, LONGEST, widened, with_room_for_words
from benang.conclusions.documents.tree import plain, read_tree

SHARES = st.lists(st.floats(0.01, 1), min_size=1, max_size=9)


@examples(300)
@given(SHARES, st.data())
def test_shares_are_as_wide_as_asked_and_no_wider_in_all(shares, data):
    least = data.draw(st.lists(st.floats(0, 0.6), min_size=len(shares), max_size=len(shares)))
    new = widened(shares, least)
    assert abs(sum(new) - sum(shares)) < 1e-9
    if sum(least) <= sum(shares):
        assert all(share >= need - 1e-9 for share, need in zip(new, least, strict=True))
    else:
        assert new == shares


TEXT = """\
# A study

| Informants | Passages | What is said |
|:--|:--|:--------------------------------------------------------------------------------------------------------|
| A | 1 | A long text of many words that needs much of the width of a page, more than both other columns. |

: Who says what. {#tab-a}
"""


def test_a_head_gets_the_room_of_its_longest_word():
    blocks = read_tree(TEXT, "en", None).blocks
    before = [column[1]["c"] for column in blocks[0]["c"][2]]
    (table,) = with_room_for_words(blocks)
    after = [column[1]["c"] for column in table["c"][2]]
    assert before[0] * LETTERS < len("Informants") < after[0] * LETTERS
    assert before[1] * LETTERS < len("Passages") < after[1] * LETTERS
    assert abs(sum(after) - sum(before)) < 1e-9
    assert plain(table) == plain(blocks[0])


def test_an_id_takes_no_more_than_a_word():
    (table,) = with_room_for_words(read_tree(TEXT.replace("| A |", f"| {'x' * 90} |"), "en", None).blocks)
    assert table["c"][2][0][1]["c"] <= (LONGEST + 2) / LETTERS + 1e-9
