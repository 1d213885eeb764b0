"""Start the server of a run's steps, and let Snakemake call the client for its Python."""

from __future__ import annotations

import atexit
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LONGEST = 100
"""Characters of a socket's path, of which systems allow little more."""
CLIENT = Path(__file__).with_name("client.py")
SERVER = Path(__file__).with_name("server.py")


@dataclass
class _Server:
    """A server that was started.

    Attributes:
        process: it.
        folder: with its socket; removed with it.
        python: the word for the client.
        used: whether steps may have been handed to it.
    """

    process: subprocess.Popen[bytes]
    folder: Path
    python: Path
    used: bool = False


_STARTED: list[_Server] = []
"""The server of this process; none or one."""


def start_ahead(scripts: Sequence[Path]) -> None:
    """Start the server before it is known how steps are run, so that it loads their modules in the meantime.

    Nothing is handed to it before ``start_server``. It goes on loading while it waits: early steps follow one another,
    and leave a processor free.

    Args:
        scripts: the scripts of the steps that are likely, those that come first at the head.
    """
    if not _STARTED:
        _start(scripts)


def start_server(scripts: Sequence[Path] = ()) -> bool:
    """Let the steps that this process starts be forked from one that has loaded their modules.

    Only on Linux: Windows does not fork, and on macOS some system libraries do not bear it. From then on,
    ``sys.executable`` of this process is the client. The server ends with this process.

    Args:
        scripts: those of the run's steps, in their order. Their modules are loaded ahead, and no others from now on.

    Returns:
        Whether there is a server; where not, steps are processes of their own.
    """
    if not _STARTED:
        _start(())
    for server in _STARTED:
        server.used = True
        _tell(server, scripts)
        sys.executable = str(server.python)
    return bool(_STARTED)


def _start(scripts: Sequence[Path]) -> None:
    if sys.platform != "linux" or not sys.executable:
        return
    try:
        folder = Path(tempfile.mkdtemp(prefix="benang-steps-"))
    except OSError:
        return
    try:
        server = _started(folder, scripts)
    except (OSError, subprocess.SubprocessError):
        server = None
    if server is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    _STARTED.append(server)
    atexit.register(_end, server)


def _started(folder: Path, scripts: Sequence[Path]) -> _Server | None:
    """A server, and the word for its client; None where it cannot be called."""
    address, python = folder / "socket", folder / "python"
    if len(os.fsencode(address)) > LONGEST:
        return None
    interpreter = shutil.which(sys.executable) or sys.executable
    # Isolated and without packages: the client needs none and starts in a few milliseconds.
    words = [interpreter, "-I", "-S", str(CLIENT), str(address)]
    python.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    python.chmod(0o700)
    # In some temporary folders nothing may be executed.
    subprocess.run([python, "-I", "-S", "-c", ""], check=True, timeout=30, capture_output=True)
    with socket.socket(socket.AF_UNIX) as door:
        # Clients may ask from now on, and wait until the server has started.
        door.bind(str(address))
        door.listen(64)
        command = [interpreter, str(SERVER), str(door.fileno()), str(folder), *map(str, scripts)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[door.fileno()])
    return _Server(process, folder, python)


def _tell(server: _Server, scripts: Sequence[Path]) -> None:
    """Say which scripts a run has, a line each and an empty one at the end."""
    if server.process.stdin and scripts:
        with suppress(OSError):  # it was killed
            server.process.stdin.write(b"\n".join([*(os.fsencode(script) for script in scripts), b"", b""]))
            server.process.stdin.flush()


def _end(server: _Server) -> None:
    if server.process.stdin:
        with suppress(OSError):
            server.process.stdin.close()
    if not server.used:
        server.process.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.process.wait(timeout=10)
    # One that was ended by a signal has left it.
    shutil.rmtree(server.folder, ignore_errors=True)
