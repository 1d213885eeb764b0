"""Hold a model's answer against the text and the codebook: what stands the test is taken, all else set aside.

Nothing is repaired. A coding is taken only where its quotation stands, code point by code point, in the turn it names,
there once, and its code is one of the codebook. So whatever a model was made to say, by a transcript or by its server,
nothing but words of the transcript under codes of the codebook can come in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from benang.coding.language_model.json_text import parsed
from benang.coding.language_model.parts import UtteranceSpan
from benang.coding.language_model.replay import Answer
from benang.coding.language_model.requests import ModelRequest

Reason = Literal["not-verbatim", "unknown-code", "wrong-turn", "ambiguous", "malformed", "truncated"]

REASONS: tuple[Reason, ...] = ("not-verbatim", "unknown-code", "wrong-turn", "ambiguous", "malformed", "truncated")
"""Why something was set aside:

* ``not-verbatim``: the quotation stands nowhere in what was asked about;
* ``unknown-code``: the code is not in the codebook;
* ``wrong-turn``: the quotation stands there, but not in the turn that was named, or in one that is not coded;
* ``ambiguous``: it stands in its turn more than once;
* ``malformed``: the answer is not the JSON that was asked for, or an entry has not the form of a coding;
* ``truncated``: the server says that the answer was cut off.
"""

MOST_CODINGS = 1000
"""In one answer; one with more is malformed."""

_CUT_OFF = ("length", "content_filter")
_SHOWN = 300  # code points of what was set aside; the whole stands in the recorded answer
_FENCE = "```"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Taken(NamedTuple):
    """A coding that stood the test: its place in the frozen text (code points, end exclusive) and its code."""

    start: int
    end: int
    code_id: str


class SetAside(NamedTuple):
    """What did not: the turn, code and quotation as the model gave them (shortened), and why."""

    turn: str
    code: str
    quotation: str
    reason: Reason


def check_answer(
    request: ModelRequest, answer: Answer, code_ids: Collection[str]
) -> tuple[list[Taken], list[SetAside]]:
    """What of an answer is taken, and what is set aside.

    The answer may stand in one Markdown fence, as many models write JSON; otherwise it is read as it is.

    Args:
        request: what was asked.
        answer: what was answered.
        code_ids: the ids of the codebook.

    Returns:
        Both in the answer's order; a coding that is given twice is taken once.
    """
    if answer.finish_reason in _CUT_OFF:
        return [], [SetAside("", "", "", "truncated")]
    entries = _entries(answer.content)
    if entries is None:
        return [], [SetAside("", "", "", "malformed")]
    taken: dict[Taken, None] = {}
    aside: list[SetAside] = []
    for entry in entries:
        result = _checked(entry, request.part.spans, code_ids)
        if isinstance(result, Taken):
            taken[result] = None
        else:
            aside.append(result)
    return list(taken), aside


def _entries(content: str) -> list[object] | None:
    """The codings of an answer, not looked at yet; None where it has not the form that was asked for."""
    content = content.strip()
    if content.startswith(_FENCE) and content.endswith(_FENCE) and len(content) > 2 * len(_FENCE):
        content = content[len(_FENCE) : -len(_FENCE)].removeprefix("json")
    try:
        tree = parsed(content)
    except ValueError:
        return None
    entries = tree.get("codings") if isinstance(tree, dict) else None
    return entries if isinstance(entries, list) and len(entries) <= MOST_CODINGS else None


def _checked(entry: object, spans: tuple[UtteranceSpan, ...], code_ids: Collection[str]) -> Taken | SetAside:
    """One coding of an answer, held against what was asked about."""
    if not isinstance(entry, dict):
        return SetAside("", "", "", "malformed")
    turn, code, quotation = entry.get("turn"), entry.get("code"), entry.get("quotation")

    def aside(reason: Reason) -> SetAside:
        return SetAside(_shown(turn), _shown(code), _shown(quotation), reason)

    if not isinstance(turn, int) or isinstance(turn, bool) or not isinstance(code, str):
        return aside("malformed")
    if not isinstance(quotation, str) or not quotation.strip():
        return aside("malformed")
    if code not in code_ids:
        return aside("unknown-code")
    places = [
        span.start + place
        for span in spans
        if span.coded and span.turn == turn
        for place in _places(quotation, span.text)
    ]
    if len(places) == 1:
        return Taken(places[0], places[0] + len(quotation), code)
    if places:
        return aside("ambiguous")
    return aside("wrong-turn" if any(quotation in span.text for span in spans) else "not-verbatim")


def _places(quotation: str, text: str) -> Iterator[int]:
    """The first two places where a quotation stands; they may overlap."""
    first = text.find(quotation)
    if first >= 0:
        yield first
        second = text.find(quotation, first + 1)
        if second >= 0:
            yield second


def _shown(value: object) -> str:
    """What a model gave, short and fit for a table; anything but a text or a number is not shown."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = (value if isinstance(value, str) else repr(value))[:_SHOWN]
    text = _CONTROL.sub(lambda character: f"\\x{ord(character[0]):02x}", text)
    # Half a surrogate pair cannot be written in UTF-8.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
