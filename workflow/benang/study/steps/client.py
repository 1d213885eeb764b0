"""Run a script as ``python SCRIPT`` does: by the server of this run, or where there is none by the interpreter.

    python client.py SOCKET SCRIPT

It imports little and nothing of the library, for it starts with every step.
"""

import os
import socket
import sys


def main(arguments: list[str]) -> int:
    """Run ``SCRIPT``; its exit status. What is no script of Snakemake's is the interpreter's own."""
    address, *command = arguments
    try:
        connection = taken(address, command[0]) if len(command) == 1 else None
        if connection is None:
            os.execv(sys.executable, [sys.executable, *command])
        answer = connection.recv(1)
    except OSError:
        answer = b""
    except KeyboardInterrupt:
        return 130
    # Without an answer the server was ended, and the step with it.
    return answer[0] if answer else 1


def taken(address: str, script: str) -> socket.socket | None:
    """A connection to the server, which has taken the script; None where there is no server."""
    connection = socket.socket(socket.AF_UNIX)
    variables = (f"{name}={value}" for name, value in os.environ.items())
    request = b"\0".join(map(os.fsencode, [script, os.getcwd(), *variables]))  # noqa: PTH109 - pathlib takes long to load
    try:
        connection.connect(address)
        socket.send_fds(connection, [len(request).to_bytes(8, "big")], [0, 1, 2])
        connection.sendall(request)
        return connection if connection.recv(1) else None
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
