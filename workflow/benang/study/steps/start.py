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
from contextlib import suppress
from pathlib import Path

LONGEST = 100
"""Characters of a socket's path, of which systems allow little more."""
CLIENT = Path(__file__).with_name("client.py")
SERVER = Path(__file__).with_name("server.py")


def start_server() -> bool:
    """Let the steps that this process starts be forked from one that has loaded their modules.

    Only on Linux: Windows does not fork, and on macOS some system libraries do not bear it. From then on,
    ``sys.executable`` of this process is the client. The server ends with this process.

    Returns:
        Whether a server was started; where not, steps are processes of their own.
    """
    if sys.platform != "linux" or not sys.executable:
        return False
    try:
        folder = Path(tempfile.mkdtemp(prefix="benang-steps-"))
    except OSError:
        return False
    try:
        python = _started(folder)
    except (OSError, subprocess.SubprocessError):
        python = None
    if python is None:
        shutil.rmtree(folder, ignore_errors=True)
        return False
    sys.executable = str(python)
    return True


def _started(folder: Path) -> Path | None:
    """The word for the client, with a server for it; None where it cannot be called."""
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
        command = [interpreter, str(SERVER), str(door.fileno()), str(folder)]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[door.fileno()])
    atexit.register(_end, server, folder)
    return python


def _end(server: subprocess.Popen[bytes], folder: Path) -> None:
    if server.stdin:
        with suppress(OSError):
            server.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        server.wait(timeout=10)
    # One that was ended by a signal has left it.
    shutil.rmtree(folder, ignore_errors=True)
