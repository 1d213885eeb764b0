"""The requests to a language model: made of text, codebook and settings alone, and named by their hash.

A request is the body of a call of ``/chat/completions``, the interface that OpenAI published and that most programs
which serve a model offer. It holds no clock, no name of a file and nothing of the endpoint, so that the same study
makes the same requests on every machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from benang.coding.language_model.json_text import canonical
from benang.coding.language_model.parts import Part, parts
from benang.coding.language_model.prompt import instructions, transcript


@dataclass(frozen=True)
class RequestSettings:
    """What of a study's configuration shapes its requests.

    Attributes:
        model: name of the model, as its server knows it.
        temperature: 0 asks for the likeliest answer.
        seed: for servers that take one.
        max_characters: most code points of utterances in one request.
        roles: roles whose turns are coded.
        language: of the instructions and of the codebook's texts.
    """

    model: str
    temperature: float = 0.0
    seed: int = 1
    max_characters: int = 8000
    roles: tuple[str, ...] = ("informant",)
    language: str = "en"


@dataclass(frozen=True)
class ModelRequest:
    """A request about one part of a source.

    Attributes:
        part: what is asked about.
        body: what is sent.
    """

    part: Part
    body: Mapping[str, object]

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the request in canonical form, in hexadecimal; it names the file of the answer."""
        return hashlib.sha256(self.canonical).hexdigest()

    @cached_property
    def canonical(self) -> bytes:
        """The request in canonical form: what is hashed, and the bytes that are sent."""
        return canonical(self.body)

    @property
    def characters(self) -> int:
        """How many code points of the source it holds."""
        return sum(len(span.text) for span in self.part.spans)

    @property
    def turns(self) -> str:
        """Its first and last turn (``3-17``), or its only one."""
        first, last = self.part.spans[0].turn, self.part.spans[-1].turn
        return str(first) if first == last else f"{first}-{last}"

    @property
    def place(self) -> str:
        """Its source and turns, for messages."""
        return f"{self.part.source_id}, {'turns' if '-' in self.turns else 'turn'} {self.turns}"


def build_requests(
    sources: pd.DataFrame, turns: pd.DataFrame, codes: pd.DataFrame, settings: RequestSettings
) -> list[ModelRequest]:
    """The requests of a study, by source id and in order of the text.

    Args:
        sources: table ``sources`` (source_id, language, text are used).
        turns: table ``turns`` of these sources.
        codes: table ``codes``; without codes there is nothing to ask.
        settings: model, sizes and whose turns are coded.
    """
    if codes.empty:
        return []
    system_text = instructions(codes, settings.language)
    return [
        ModelRequest(
            part,
            {
                "model": settings.model,
                # 0 and 0.0 are one number and must make one request.
                "temperature": float(settings.temperature),
                "seed": int(settings.seed),
                "messages": [
                    {"role": "system", "content": system_text},
                    {"role": "user", "content": transcript(part)},
                ],
            },
        )
        for part in parts(sources, turns, settings.max_characters, settings.roles)
    ]


def distinct(requests: Iterable[ModelRequest]) -> list[ModelRequest]:
    """Each request once: sources of the same text make the same request, and the first of them stands for all."""
    first: dict[str, ModelRequest] = {}
    for request in requests:
        first.setdefault(request.hash, request)
    return list(first.values())
