"""A server with the chat completions interface, on this machine, that does what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

JSON = {"Content-Type": "application/json"}


class Reply(NamedTuple):
    """What the server sends; ``drip`` seconds pass before each byte of the body."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = JSON
    drip: float = 0.0


class Call(NamedTuple):
    """A request that came."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    time: float

    @property
    def turns(self) -> list[dict[str, Any]]:
        """The transcript that it holds."""
        turns: list[dict[str, Any]] = json.loads(json.loads(self.body)["messages"][1]["content"])
        return turns


def says(content: object, finish_reason: str = "stop") -> Reply:
    """The reply in which a model says something: a text, or a value as JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return Reply(body=json.dumps({"id": "x", "created": 1, "model": "served", "choices": [choice]}).encode())


def codes_all(call: Call) -> Reply:
    """A model that does as it was asked: the whole of each turn, with the code ``trust``."""
    coded = [turn for turn in call.turns if turn["coded"]]
    return says({"codings": [{"turn": t["turn"], "quotation": t["text"], "code": "trust"} for t in coded]})


class ModelServer:
    """The server, as long as it is open.

    Attributes:
        reply: what it does with a call; it may take its time.
        calls: what came, in order.
        most_at_once: how many calls it had at one time.
    """

    def __init__(self) -> None:
        self.reply: Callable[[Call], Reply] = codes_all
        self.calls: list[Call] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def hang(self, seconds: float = 30) -> None:
        """Say nothing for a while, or until the server is closed."""
        self._closing.wait(seconds)

    def __enter__(self) -> ModelServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        call = Call(handler.path, dict(handler.headers), body, time.monotonic())
        with self._lock:
            self.calls.append(call)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            reply = self.reply(call)
            with self._lock:
                self._at_once -= 1
            handler.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                handler.send_header(name, value)
            handler.end_headers()
            if not reply.drip:
                handler.wfile.write(reply.body)
            for byte in reply.body if reply.drip else b"":
                self._closing.wait(reply.drip)
                handler.wfile.write(bytes([byte]))
        except OSError:  # whoever asked has gone
            handler.close_connection = True
