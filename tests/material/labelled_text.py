"""Conversations written in the shapes in which transcripts set labels off."""

from __future__ import annotations

from collections.abc import Sequence

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import Frozen
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

SAME_LINE = {
    "colon": "{n}: {t}",
    "space before the colon": "{n} : {t}",
    "wide colon": "{n}\uff1a{t}",
    "paragraph number": "4 {n}: {t}",
    "change mark": ">> {n}: {t}",
    "change mark without a space": ">>{n}: {t}",
    "quotation": "> {n}: {t}",
    "bullet": "- {n}: {t}",
    "stars": "**{n}**: {t}",
    "underscores": "__{n}__: {t}",
    "round brackets and a colon": "({n}): {t}",
    "time before": "[00:07:09] {n}: {t}",
    "span of time before": "00:07:09 --> 00:07:11 {n}: {t}",
    "f4 mark before": "#00:07:09-4# {n}: {t}",
    "f4 mark behind": "{n}: {t} #00:07:09-4#",
    "f4 mark behind the colon": "{n}: #00:07:09-4# {t}",
    "tenths in brackets": "[00:07:09-4] {n}: {t}",
    "time behind the name": "{n} (07:09): {t}",
    "time and comma": "{n}, 07:09: {t}",
    "time without a colon": "{n} [00:07:09] {t}",
    "f4 mark without a colon": "{n} #00:07:09-4# {t}",
    "bare time without a colon": "{n} 00:07:09 {t}",
    "square brackets": "[{n}] {t}",
    "time in the square brackets": "[{n} 00:07:09] {t}",
    "time with frames": "00:07:09:12 {n}: {t}",
    "span of time with frames": "[00:07:09:12 - 00:07:11:02] {n}: {t}",
    "time and square brackets": "[00:07:09] [{n}] {t}",
    "round brackets": "({n}) {t}",
    "braces": "{{{n}}} {t}",
    "angle brackets": "<{n}> {t}",
    "arrow": "{n}> {t}",
    "stars without a colon": "**{n}** {t}",
    "tab": "{n}\t{t}",
    "bar": "{n} | {t}",
    "dash": "{n} - {t}",
    "long dash": "{n} \u2013 {t}",
}
"""Label and words on one line, by what sets the label off."""

OWN_LINE = {
    "nothing": "{n}\n{t}\n",
    "blank line": "{n}\n\n{t}\n",
    "heading": "#### {n}\n{t}\n",
    "quotation": "> {n}\n{t}\n",
    "brackets": "[{n}]\n{t}\n",
    "stars": "**{n}**\n{t}\n",
    "colon": "{n}:\n{t}\n",
    "time": "{n} 7:09\n{t}\n",
    "time behind a tab": "{n}\t07:09\n{t}\n",
    "time behind a dash": "{n} - 07:09\n{t}\n",
    "time behind a comma": "{n}, 07:09\n{t}\n",
    "time in brackets": "{n} [00:07:09]\n{t}\n",
    "f4 mark": "{n} #00:07:09-4#\n{t}\n",
    "time with frames": "{n}\t00:07:09:12\n{t}\n",
    "span of time with a comma above": "0:07:09.120,0:07:11.020\n{n}\n{t}\n",
    "time with frames above": "00:07:09:12 - 00:07:11:02\n{n}\n{t}\n",
    "time in words": "{n} 7 minutes 9 seconds\n{t}\n",
    "time in Indonesian words": "{n} 7 menit 9 detik\n{t}\n",
    "time before": "[00:07:09] {n}\n{t}\n",
    "time below": "{n}\n7:09\n{t}\n",
    "time in words below": "{n}\n7 minutes 9 seconds\n{t}\n",
    "time in words and figures below": "{n}\n7 minutes 9 seconds7:09\n{t}\n",
}
"""Label on a line of its own, by what stands with it."""

SAID = ("What was it like?", "It was cold.", "And the pay?", "Late, as a rule.", "Who left?", "We all did, I think.")


def conversation(shape: str, names: Sequence[str], said: Sequence[str] = SAID) -> tuple[str, list[tuple[str, str]]]:
    """A text in a shape, the names taking turns, and its turns: speaker and words."""
    turns = [(names[place % len(names)], words) for place, words in enumerate(said)]
    return "\n".join(shape.format(n=name, t=words) for name, words in turns), turns


def frozen(text: str, suffix: str = "txt", speakers: Speakers | None = None, language: str = "en") -> Frozen:
    """A text as a study freezes it."""
    row = SourceRow("s", "interview", language, "", f"s.{suffix}", f"s.{suffix}", (), 0)
    return freeze(read_bytes(text.encode(), row.file, row.file), row, speakers or Speakers(), Pseudonyms())


def turns_of(result: Frozen) -> list[tuple[str, str]]:
    """Speaker and words of every turn."""
    text = str(result.source["text"]) if result.source else ""
    return [(str(turn["speaker"]), text[int(str(turn["start"])) : int(str(turn["end"]))]) for turn in result.turns]


def told(result: Frozen, kind: str) -> list[dict[str, object]]:
    """The values of the problems of a kind."""
    return [dict(problem.values) for problem in result.problems if problem.kind == kind]
