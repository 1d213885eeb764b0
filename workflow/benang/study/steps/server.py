"""Fork a process for each script of a run: see ``benang.study.steps``.

    python server.py NUMBER-OF-SOCKET FOLDER [SCRIPT ...]

The standard input is kept open by the process that started it. When that ends, and the last script has, the server
ends, too, and removes the folder. While nobody asks for anything it loads what the named scripts need; once it is known
which scripts a run has, they come by the standard input, a line each, and what only others need is not loaded.
"""

from __future__ import annotations

import ast
import atexit
import ctypes
import gc
import importlib
import os
import runpy
import selectors
import shutil
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

LONGEST = 1 << 24
"""Bytes of a request."""
LAZY = ("pyarrow.dataset", "pyarrow.pandas_compat", "pandas.io.formats.csvs")
"""What pandas and pyarrow load when they first read or write a table; to do so here might start threads."""
IN_PARTS = {
    "benang.study.check": (
        *("benang.sources.intake", "benang.sources.readers.docx", "benang.coding.codebook.codebook_file"),
        *("benang.exchange.reading", "benang.exchange.raw_projects", "benang.study.check_files"),
    ),
    "sklearn.decomposition": (
        *("scipy.sparse", "scipy.special", "scipy.linalg", "scipy.optimize", "scipy.interpolate", "scipy.ndimage"),
        *("scipy.stats.distributions", "scipy.stats", "joblib", "sklearn.base"),
        *("sklearn.preprocessing", "sklearn.metrics", "sklearn.linear_model"),
    ),
    "benang.mapping.figures.drawing.pages": ("matplotlib", "matplotlib.colors", "matplotlib.text", "matplotlib.figure"),
}
"""What modules load that takes long: ahead it is loaded one by one, so that a script that comes meanwhile waits for a
tenth of a second and not for a whole one."""
MADE_ONCE = {"benang.core.problems": "vocabulary", "benang.text.words": "word_pattern"}
"""Functions by module whose result is kept and takes long to make."""
YOUNG = 100_000
"""Objects after whose making the collector of rings looks for some. Steps are short, and make few."""
PROCESSORS = os.cpu_count() or 1
DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's ``prctl``."""


class Server:
    """Takes scripts from clients, and runs each in a process forked from this one.

    Args:
        door: the socket at which clients ask.
        ahead: scripts that are likely to be asked for, the first at the head.
    """

    def __init__(self, door: socket.socket, ahead: Sequence[str] = ()) -> None:
        self.door = door
        self.ahead = iter(names_ahead(ahead))
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.door, selectors.EVENT_READ, self.open)
        self.selector.register(sys.stdin.fileno(), selectors.EVENT_READ, self.hear)
        self.heard = b""
        self.ended, wakeup = socket.socketpair()
        self.ended.setblocking(False)
        wakeup.setblocking(False)
        self.wakeup = wakeup
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # Ctrl-C reaches each step by itself.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
        self.selector.register(self.ended, selectors.EVENT_READ, self.reap)
        self.steps: dict[int, socket.socket] = {}
        self.seen: set[str] = set()
        self.listening = True

    def serve(self) -> None:
        """Work until the standard input ends and no script is at work."""
        while self.listening or self.steps:
            # Where every processor has a step, nothing is loaded beside them.
            idle = len(self.steps) < PROCESSORS
            ready = self.selector.select(0) or (None if idle and self.load_next() else self.selector.select())
            for key, _ in ready or ():
                key.data(key.fileobj)

    def hear(self, stdin: int) -> None:
        """Take the scripts of the run, which end with an empty line; at the end of the input the run is over."""
        told = os.read(stdin, 1 << 16)
        if not told:
            self.close()
            return
        self.heard += told
        scripts, end, _ = self.heard.partition(b"\n\n")
        if end:
            self.heard = b""
            self.ahead = iter(names_ahead([os.fsdecode(script) for script in scripts.split(b"\n")]))

    def close(self) -> None:
        """The run is over: no new scripts."""
        self.selector.unregister(sys.stdin.fileno())
        self.selector.unregister(self.door)
        self.listening = False

    def open(self, _: object) -> None:
        """Take a script from a client and fork a process for it."""
        connection, _ = self.door.accept()
        connection.settimeout(10)
        try:
            script, folder, environment, streams = received(connection)
            connection.sendall(b"+")
        except (OSError, ValueError):
            connection.close()
            return
        self.load(script, folder)
        # What has been loaded is not touched by the copies' collections, so that they share its memory.
        gc.freeze()
        step = os.fork()
        if step == 0:
            try:
                self.leave()
                status = run(script, folder, environment, streams)
            except BaseException:
                traceback.print_exc()
                status = 1
            finally:
                os._exit(status)
        for stream in streams:
            os.close(stream)
        self.steps[step] = connection
        self.selector.register(connection, selectors.EVENT_READ, self.abandon)

    def leave(self) -> None:
        """In the copy: let go of what is the server's."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        self.selector.close()
        for one in (self.door, self.ended, self.wakeup, *self.steps.values()):
            one.close()

    def load(self, script: str, folder: str) -> None:
        """Load the modules that a script names at its head; one that cannot be loaded fails in the script itself."""
        os.chdir(folder)
        with suppress(OSError, SyntaxError, ValueError):
            for name in sorted(modules_of(Path(script).read_bytes()).union(LAZY)):
                self.load_module(name)

    def load_next(self) -> bool:
        """Load one module more of those that are likely to be needed; whether there was one."""
        name = next(self.ahead, "")
        if name:
            self.load_module(name)
        return bool(name)

    def load_module(self, name: str) -> None:
        """Load a module, and make what it makes once for all that use it."""
        if name in self.seen:
            return
        self.seen.add(name)
        with suppress(Exception):
            importlib.import_module(name)
        for module, made in MADE_ONCE.items():
            if module in sys.modules and module not in self.seen:
                self.seen.add(module)
                with suppress(Exception):
                    getattr(sys.modules[module], made)()

    def abandon(self, connection: socket.socket) -> None:
        """A client was killed: its script ends, too."""
        self.selector.unregister(connection)
        for step, client in self.steps.items():
            if client is connection:
                with suppress(ProcessLookupError):
                    os.kill(step, signal.SIGKILL)

    def reap(self, _: object) -> None:
        """Tell clients whose scripts have ended how they did."""
        with suppress(BlockingIOError):
            while self.ended.recv(1024):
                pass
        for step in list(self.steps):
            done, status = os.waitpid(step, os.WNOHANG)
            if not done:
                continue
            connection = self.steps.pop(step)
            with suppress(KeyError, ValueError):
                self.selector.unregister(connection)
            code = os.waitstatus_to_exitcode(status)
            with suppress(OSError):
                # A shell tells a signal the same way.
                connection.sendall(bytes([code if code >= 0 else 128 - code]))
            connection.close()


def received(connection: socket.socket) -> tuple[str, str, dict[str, str], list[int]]:
    """What a client asks for: a script, its folder, its environment and its three streams.

    Raises:
        ValueError: it is no request.
        OSError: the client is gone.
    """
    head, streams, _, _ = socket.recv_fds(connection, 8, 3)
    size = int.from_bytes(head, "big")
    if len(streams) != 3 or len(head) != 8 or size > LONGEST:
        raise ValueError("no request")
    parts: list[bytes] = []
    while size:
        part = connection.recv(min(size, 1 << 16))
        if not part:
            raise ValueError("half a request")
        parts.append(part)
        size -= len(part)
    script, folder, *environment = (os.fsdecode(word) for word in b"".join(parts).split(b"\0"))
    return script, folder, dict(word.split("=", 1) for word in environment), list(streams)


def names_ahead(scripts: Sequence[str]) -> Iterator[str]:
    """The modules that scripts import, in their order; of one that cannot be read, none."""
    yield from LAZY
    for script in scripts:
        with suppress(OSError, SyntaxError, ValueError):
            for name in sorted(modules_of(Path(script).read_bytes())):
                yield from (*IN_PARTS.get(name, ()), name)


def modules_of(source: bytes) -> set[str]:
    """The modules that a script imports at its head, not inside of functions.

    >>> sorted(modules_of(b"import os, json\\nfrom pathlib import Path\\ndef f():\\n    import csv"))
    ['json', 'os', 'pathlib']
    """
    found: set[str] = set()
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Import):
            found |= {name.name for name in statement.names}
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            found.add(statement.module)
    return found


def run(script: str, folder: str, environment: dict[str, str], streams: list[int]) -> int:
    """Run a script in this process as the interpreter would; its exit status."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv[:] = [script]
    sys.path[0] = str(Path(script).parent.absolute())
    status = 0
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as ending:
        status = status_of(ending.code)
    except KeyboardInterrupt:
        status = 130
    except BaseException:
        traceback.print_exc()
        status = 1
    # What the interpreter does at its end, which this process leaves before: it has the server's frames below it.
    with suppress(Exception):
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
    for shown in (sys.stdout, sys.stderr):
        with suppress(Exception):
            shown.flush()
    return status


def status_of(code: object) -> int:
    """The exit status of ``sys.exit(code)``."""
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


def main(number: str, folder: str, *ahead: str) -> None:
    """Serve at the listening socket with this number."""
    gc.set_threshold(YOUNG, 20, 20)
    # As in any other script, the folder of this one is no place for the modules of scripts.
    sys.path[0] = folder
    Server(socket.socket(fileno=int(number)), ahead).serve()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
