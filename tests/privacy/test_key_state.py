"""Whether the key is the one that a batch was cleaned with."""

from benang.privacy.key_state import holds
from benang.privacy.pseudonym_key import Key, KeyRow, write_key

ONE, OTHER = KeyRow("phone", "081", "[Telepon 1]", 2, ("a", "b")), KeyRow("phone", "082", "[Telepon 2]", 1, ("a",))


def test_a_part_holds_as_long_as_its_numbers_are_the_same(tmp_path):
    key, part = tmp_path / "key.csv", tmp_path / "0.key.csv"
    assert not holds(key, part)  # never cleaned
    write_key(Key((ONE,)), part)
    assert not holds(key, part)  # the key is lost
    write_key(Key((ONE._replace(times=9, sources=("z",)), OTHER)), key)
    assert holds(key, part)  # others came, and it stands elsewhere, too
    write_key(Key((ONE._replace(replacement="[Telepon 2]"),)), key)
    assert not holds(key, part)
    key.write_text("kind,value\nnot,a key\n", encoding="utf-8")
    assert not holds(key, part)
    write_key(Key(), part)
    key.unlink()
    assert holds(key, part)  # no identifiers, no numbers
