"""Write files whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".benang-"
"""How the name of a file begins that is still being written."""


PRIVATE_MODE = 0o600
"""Files that lead to a person are for their owner alone."""


@contextmanager
def whole(path: str | os.PathLike[str], *, private: bool = False) -> Iterator[Path]:
    """Give a temporary name beside ``path`` to write a file under; when the block ends, rename it to ``path``.

    A killed run therefore leaves the old file or the new one, never half of one.

    Args:
        path: the file to be; its folder is made.
        private: whether only its owner may read it; otherwise the user's own setting (umask) says who may.

    Raises:
        OSError: it could not be written; it names ``path``.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{UNFINISHED}{secrets.token_hex(8)}{path.suffix}")
    mode = PRIVATE_MODE if private else 0o666
    try:
        # Made by the system's own call, which is the one that heeds the umask and what a shared folder hands down.
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        yield temporary
        if private:
            temporary.chmod(PRIVATE_MODE)  # whatever wrote it may have made a file of its own
        temporary.replace(path)
    except OSError as error:
        if error.errno is None or error.filename not in (None, str(temporary)):
            raise
        # The temporary name, or none, would tell nobody where it was.
        raise OSError(error.errno, os.strerror(error.errno), str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: str | os.PathLike[str], write: Callable[[Path], None], *, private: bool = False) -> None:
    """Let ``write`` fill a file of a temporary name beside ``path``, then rename it to ``path`` (``whole``).

    Args:
        path, private: as for ``whole``.
        write: writes a whole file at the path that it is given.

    Raises:
        OSError: it could not be written; it names ``path``.
    """
    with whole(path, private=private) as temporary:
        write(temporary)


def write_text(text: str, path: str | os.PathLike[str], *, private: bool = False) -> None:
    """Write ``text`` as UTF-8 with LF line ends; ``private`` as in ``write_whole``."""
    write_data(text.encode("utf-8"), path, private=private)


def write_data(data: bytes, path: str | os.PathLike[str], *, private: bool = False) -> None:
    """Write ``data`` as it is; ``private`` as in ``write_whole``."""

    def write(target: Path) -> None:
        target.write_bytes(data)

    write_whole(path, write, private=private)
