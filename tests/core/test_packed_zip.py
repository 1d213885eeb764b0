"""Members that were packed before stand in an archive as ``zipfile`` itself would pack them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core.packed_zip import Packed, add_packed, new_member

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1, max_size=20)


@examples(30)
@given(st.dictionaries(NAMES, st.binary(max_size=3000) | st.just(b"text " * 5000), max_size=5), st.integers(0, 5))
def test_packed_members_are_those_of_zipfile(members: dict[str, bytes], first: int) -> None:
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        with zipfile.ZipFile(folder / "own.zip", "w") as archive:
            for number, (name, data) in enumerate(members.items()):
                if number < first:
                    archive.writestr(new_member(name), data)
                else:
                    add_packed(archive, name, Packed.of(data))
        with zipfile.ZipFile(folder / "all.zip", "w") as archive:
            for name, data in members.items():
                archive.writestr(new_member(name), data)
        assert (folder / "own.zip").read_bytes() == (folder / "all.zip").read_bytes()
        with zipfile.ZipFile(folder / "own.zip") as archive:
            assert archive.testzip() is None
            assert {name: archive.read(name) for name in archive.namelist()} == members
