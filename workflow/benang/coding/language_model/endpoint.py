"""Ask a language model over the network: the one module that does, called by ``workflow/ask_model.py`` alone.

Text leaves by https, or goes to a server on this machine. What comes back is a stranger's: bounded in size and in time,
never followed elsewhere, and recorded as it is. Only what passes is retried, a few times and ever more slowly, and
where a server asks to be left alone all requests to it wait (RFC 9110, ``Retry-After``; RFC 6585, 429).
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from benang.coding.language_model.json_text import parsed
from benang.coding.language_model.replay import Answer
from benang.coding.language_model.requests import ModelRequest
from benang.core.problems import Problem

LARGEST_ANSWER = 4_000_000
"""Bytes of a response; reading stops there. A long answer has some ten thousand."""
LONGEST_WAIT = 120.0
"""Seconds that are waited because a server asks for it; where it asks for more, asking ends."""

_OF_THE_REQUEST = (400, 413, 422)  # a request that is too long, say; others may pass
_NOT_NOW = (408, 429)
_SAID = 200  # characters of a server's own words in a message
_MODEL_NAME = 200


@dataclass(frozen=True)
class Endpoint:
    """Where and how a model is asked.

    Attributes:
        url: address of the interface, up to ``/chat/completions``.
        key: sent as a bearer token; none where it is empty. Never shown or written.
        seconds: time for one answer, from the connection to the last byte.
        at_once: how many requests are under way at a time.
        attempts: how often a request is sent before it is given up.
        pause: seconds before the second attempt; doubled before each further one.
    """

    url: str
    key: str = field(default="", repr=False)
    seconds: float = 600.0
    at_once: int = 4
    attempts: int = 4
    pause: float = 2.0

    @property
    def host(self) -> str:
        """The server, for messages."""
        return urlsplit(self.url).netloc


def endpoint_problems(url: str) -> list[Problem]:
    """What makes an address unfit to be sent text to; nothing where it is fit."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return [Problem("model-endpoint-invalid")]
    whole = parts.scheme in ("http", "https") and host and url.isascii() and url.isprintable() and " " not in url
    if not whole or "@" in parts.netloc or parts.query or parts.fragment:
        return [Problem("model-endpoint-invalid")]
    if parts.scheme == "http" and not _is_here(str(host)):
        return [Problem("model-endpoint-insecure")]
    return []


def key_problems(key: str, variable: str) -> list[Problem]:
    """What is wrong with the key in an environment variable; nothing where it can be sent."""
    sound = key and key.isascii() and key.isprintable() and " " not in key
    return [] if sound else [Problem("model-key-missing", values={"variable": variable})]


def ask(
    requests: Sequence[ModelRequest], endpoint: Endpoint, keep: Callable[[ModelRequest, Answer], None]
) -> list[Problem]:
    """Ask for the answers to requests.

    Args:
        requests: what is asked, each once.
        endpoint: where; its address has no ``endpoint_problems``.
        keep: called with each request and its answer as soon as it has come.

    Returns:
        What went wrong. A request that its server refuses for what it is leaves the others alone; after anything else
        nothing more is sent, and what was not sent is counted.
    """
    return asyncio.run(_Asking(endpoint, keep).all(requests))


class _NotAnsweredError(Exception):
    """A request was not answered."""

    def __init__(self, kind: str, *, ends: bool = True, **values: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.ends = ends  # nothing more is asked
        self.values = values


class _LaterError(Exception):
    """The server cannot serve a request now."""

    def __init__(self, status: int, seconds: float | None) -> None:
        super().__init__(status)
        self.status = status
        self.seconds = seconds  # as it says; None where it does not


class _Asking:
    """One call of ``ask``."""

    def __init__(self, endpoint: Endpoint, keep: Callable[[ModelRequest, Answer], None]) -> None:
        self._endpoint = endpoint
        self._keep = keep
        self._problems: list[Problem] = []
        self._ended = False
        self._resume = 0.0  # on the loop's clock; nothing is sent before
        self._sent = 0

    async def all(self, requests: Sequence[ModelRequest]) -> list[Problem]:
        """Ask, so many at a time; the problems in order of the requests."""
        try:
            client = self._client()
        except (OSError, ValueError, ImportError) as error:  # proxies or certificates of the environment
            cause = type(error).__name__
            return [Problem("model-unreachable", values={"host": self._endpoint.host, "cause": cause})]
        waiting = iter(requests)
        async with client:
            await asyncio.gather(*(self._work(client, waiting) for _ in range(self._endpoint.at_once)))
        order = {request.place: number for number, request in enumerate(requests)}
        problems = sorted(self._problems, key=lambda problem: order[problem.place])
        if self._sent < len(requests):
            problems.append(Problem("model-not-asked", values={"count": len(requests) - self._sent}))
        return problems

    def _client(self) -> httpx.AsyncClient:
        # Unpacked answers could be of any size. A proxy of the environment is for https alone, which it cannot read.
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "Content-Type": "application/json"}
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        return httpx.AsyncClient(
            headers=headers,
            timeout=self._endpoint.seconds,
            follow_redirects=False,
            trust_env=urlsplit(self._endpoint.url).scheme == "https",
        )

    async def _work(self, client: httpx.AsyncClient, waiting: Iterator[ModelRequest]) -> None:
        while True:
            await self._wait()
            request = None if self._ended else next(waiting, None)
            if request is None:
                return
            self._sent += 1
            try:
                answer = await self._answer(client, request)
            except _NotAnsweredError as error:
                self._ended = self._ended or error.ends
                values = {"host": self._endpoint.host, **error.values}
                self._problems.append(Problem(error.kind, place=request.place, values=values))
            else:
                self._keep(request, answer)

    async def _answer(self, client: httpx.AsyncClient, request: ModelRequest) -> Answer:
        """Send a request until it is answered, or given up."""
        pause = self._endpoint.pause
        attempt = 1
        while True:
            try:
                return await self._once(client, request)
            except _LaterError as later:
                if later.seconds is not None and later.seconds > LONGEST_WAIT:
                    seconds = f"{later.seconds:.0f}"
                    raise _NotAnsweredError("model-wait-long", status=later.status, seconds=seconds) from later
                if attempt < self._endpoint.attempts:
                    until = asyncio.get_running_loop().time() + (pause if later.seconds is None else later.seconds)
                    self._resume = max(self._resume, until)
                    await self._wait()
                if attempt == self._endpoint.attempts or self._ended:
                    raise _NotAnsweredError("model-busy", status=later.status, attempts=attempt) from later
            attempt += 1
            pause *= 2

    async def _wait(self) -> None:
        """Wait as long as the server asked any of the requests to; not where asking has ended."""
        clock = asyncio.get_running_loop().time
        while not self._ended and (left := self._resume - clock()) > 0:
            await asyncio.sleep(min(left, 1.0))

    async def _once(self, client: httpx.AsyncClient, request: ModelRequest) -> Answer:
        """Send a request once."""
        url = self._endpoint.url.rstrip("/") + "/chat/completions"
        try:
            # The client's own limits hold for each read, so that a byte now and then could go on for ever.
            async with (
                asyncio.timeout(self._endpoint.seconds),
                client.stream("POST", url, content=request.canonical) as response,
            ):
                return self._read(response, await self._body(response))
        except (TimeoutError, httpx.TimeoutException) as error:
            raise _NotAnsweredError("model-timed-out", seconds=f"{self._endpoint.seconds:g}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # The error's own words may hold the whole address or the proxy's.
            raise _NotAnsweredError("model-unreachable", cause=type(error).__name__) from error

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > LARGEST_ANSWER:
                raise _NotAnsweredError("model-response-large", limit=LARGEST_ANSWER, ends=False)
        return bytes(body)

    def _read(self, response: httpx.Response, body: bytes) -> Answer:
        """The answer in a response."""
        status = response.status_code
        if status in _NOT_NOW or status >= 500:
            raise _LaterError(status, _retry_after(response.headers.get("Retry-After", "")))
        if status != 200:
            said = self._said(body)
            raise _NotAnsweredError("model-refused", status=status, said=said, ends=status not in _OF_THE_REQUEST)
        kind = response.headers.get("Content-Type", "")
        answer = _answer_in(body) if kind.partition(";")[0].strip().lower() == "application/json" else None
        if answer is None:
            raise _NotAnsweredError("model-response-unfit", type=self._plain(kind) or "-")
        return answer

    def _said(self, body: bytes) -> str:
        """What a server says of its refusal: its error's message, or the beginning of whatever it sent."""
        try:
            tree = parsed(body)
        except ValueError:
            tree = None
        error = tree.get("error") if isinstance(tree, dict) else None
        message = error.get("message") if isinstance(error, dict) else error
        return self._plain(message if isinstance(message, str) else body.decode("utf-8", "replace")) or "-"

    def _plain(self, text: str) -> str:
        """A server's words, short and on one line, without the key and characters that steer a console."""
        if self._endpoint.key:
            text = text.replace(self._endpoint.key, "***")
        return "".join(character if character.isprintable() else " " for character in text[: 4 * _SAID]).strip()[:_SAID]


def _answer_in(body: bytes) -> Answer | None:
    """The answer in the body of a response; None where it has not the form of the interface."""
    try:
        tree = parsed(body)
    except ValueError:
        return None
    choices = tree.get("choices") if isinstance(tree, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(tree, dict) or not isinstance(choice, dict) or not isinstance(message, Mapping):
        return None
    content = message.get("content")  # null where a model would not answer
    if not isinstance(content, str | None):
        return None
    return Answer(content or "", _text(choice.get("finish_reason")), _text(tree.get("model")))


def _text(value: object) -> str:
    return value[:_MODEL_NAME] if isinstance(value, str) else ""


def _retry_after(value: str) -> float | None:
    """The seconds that ``Retry-After`` gives, as a number or as a date; None where it gives none."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
