"""The report while it is being written: the findings, the words, the numbers, and phrases that every chapter uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.examples import Passage, passages
from benang.conclusions.report.material import Material, labels
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.report_words import Words
from benang.core.config import text_in

MOST_QUOTATIONS = 4000
"""So many counted codings are quoted in the appendix; a larger study's stand in its table."""
LINES = {
    **dict.fromkeys(("docx", "odt", "rtf"), "paragraph"),
    **dict.fromkeys(("csv", "xlsx"), "row"),
    "json": "utterance",
}
"""What a line of the raw text is in formats that have no lines of their own."""

MOST_COLUMNS = 10
"""So many cases (or groups) fit across a page."""


class Draft:
    """What a chapter is written from.

    Attributes:
        material: what was found.
        study: what the study says of itself.
        words: the report's language.
        number: counts tables, figures and sections.
        results: the folder of the results as the study names it, for readers who want to look there.
        pictures: where the documents find the folder of the results.
    """

    def __init__(
        self,
        material: Material,
        study: Mapping[str, Any],
        words: Words,
        number: Numbering,
        results: str,
        pictures: str,
        language: str,
    ) -> None:
        self.material = material
        self.study = study
        self.words = words
        self.number = number
        self.results = results
        self.pictures = pictures
        self.language = language

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {code: md.escaped(label) for code, label in labels(self.material, self.language).items()}

    def label(self, code: str) -> str:
        """The label of a code."""
        return self._labels.get(code, md.escaped(code))

    def text(self, texts: Mapping[str, str]) -> str:
        """A text of the study in the report's language."""
        return md.escaped(text_in(texts, self.language))

    def kind(self, kind: str, n: int = 1) -> str:
        """What a kind of source is called."""
        return self.words.noun(n, f"kind_{kind}") if f"kind_{kind}_one" in self.words else md.escaped(kind)

    def word(self, group: str, value: str) -> str:
        """The report's word for one of a few known values; an unknown value as it is."""
        key = f"{group}_{value.replace(' ', '_')}"
        return self.words(key) if value and key in self.words else md.escaped(value)

    def informants(self, cases: Sequence[str]) -> str:
        """``4 of 5 informants (A, B, C and D)``; the names only where there are few."""
        base = len(self.material.case_ids)
        phrase = self.words.of(len(cases), base, "informant")
        return f"{phrase} ({', '.join(map(md.escaped, cases))})" if 0 < len(cases) <= MOST_COLUMNS else phrase

    def file(self, name: str) -> str:
        """A file of the results, as a reader finds it."""
        return md.styled(md.escaped(f"{self.results}/{name}"), "file")

    def picture(self, name: str) -> str:
        """A figure with caption and description, or nothing where it was not drawn."""
        picture = (self.material.pictures or {}).get(name)
        if picture is None:
            return ""
        label = self.number.figure(f"fig-{name}")
        caption = f"{md.styled(f'{label}.', 'label')} {md.escaped(picture.caption)}"
        return md.picture(caption, f"fig-{name}", f"{self.pictures}/{picture.stem}.svg", picture.alt)

    def table(
        self,
        name: str,
        caption: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        align: str,
        widths: Sequence[int],
    ) -> str:
        """A numbered table; nothing where it has no rows."""
        if not rows:
            return ""
        label = self.number.table(f"tab-{name}")
        return md.table(f"{md.styled(f'{label}.', 'label')} {caption}", f"tab-{name}", header, rows, align, widths)

    # Quotations

    @cached_property
    def all_quoted(self) -> bool:
        """Whether every counted coding stands in the appendix."""
        return len(self.material.counted) <= MOST_QUOTATIONS

    def quotation_place(self, coding_id: str) -> str:
        """Where the appendix quotes a coding."""
        return md.anchor("q", coding_id)

    def to_quotation(self, coding_id: str) -> str:
        """A coding's id, as a link to its quotation in the appendix."""
        shown = md.styled(md.escaped(coding_id), "id")
        return md.link(shown, self.quotation_place(coding_id)) if self.all_quoted else shown

    def where(self, coding: Mapping[str, Any]) -> str:
        """Source, turn and line of a coding: ``interview-B, turn 14, line 110``."""
        source = self.material.sources.get(coding["source_id"], {})
        first, last = int(coding["turn"]), int(coding["last_turn"])
        parts = [md.escaped(coding["source_id"])]
        if first:
            turn = self.words("turn", n=first) if first == last else self.words("turns", first=first, last=last)
            parts.append(md.link(turn, self.turn_place(coding["source_id"], first)) if self.transcripts else turn)
        if int(coding["line"]):
            parts.append(self.words(LINES.get(source.get("format", ""), "line"), n=int(coding["line"])))
        begun = self.material.times.get(coding["coding_id"])
        if begun is not None:
            parts.append(self.words("at_time", time=self.words.time(begun)))
        return ", ".join(parts)

    @property
    def transcripts(self) -> bool:
        """Whether the report holds the transcripts."""
        return bool(self.study.get("transcripts"))

    def turn_place(self, source_id: str, turn: int) -> str:
        """Where the appendix of transcripts has a turn."""
        return md.anchor("turn", source_id, turn)

    def quote(self, passage: Passage) -> str:
        """A passage as a block quotation with where it stands and who coded it."""
        coding = passage.shown
        same = [one for one in passage.codings if (one["start"], one["end"]) == (coding["start"], coding["end"])]
        ids = ", ".join(self.to_quotation(one["coding_id"]) for one in same)
        parts = [self.where(coding), ids, ", ".join(md.escaped(coder) for coder in passage.coders)]
        who = md.styled(md.escaped(coding["case_id"]), "who") + " · " if coding["case_id"] else ""
        return self.quotation(str(coding["quotation"]), who + " · ".join(parts))

    def quotation(self, said: str, source: str) -> str:
        """Words as they were said (plain text) above where they stand (Markdown)."""
        return md.block(md.quoted([f"“{md.escaped(said)}”", md.styled(source, "source")]), "quotation")

    @cached_property
    def code_passages(self) -> dict[str, list[Passage]]:
        """The references of each code by itself."""
        found: dict[str, list[Passage]] = {}
        for passage in passages(self.material.counted, lambda coding: str(coding["code_id"])):
            found.setdefault(passage.unit, []).append(passage)
        return found

    @cached_property
    def category_passages(self) -> dict[str, list[Passage]]:
        """The references of each category with everything below it."""
        found: dict[str, list[Passage]] = {}
        unit = self.material.category_of
        for passage in passages(self.material.counted, lambda coding: unit.get(str(coding["code_id"]))):
            found.setdefault(passage.unit, []).append(passage)
        return found

    def category_link(self, category: str) -> str:
        """A category's label, as a link to its quotations."""
        if category in self.category_passages and self.number.has("quotations"):
            return md.link(self.label(category), md.anchor("category", category))
        return self.label(category)

    def cell(self, n: int, case: str, category: str) -> str:
        """A number of a matrix, as a link to the quotations it counts; a dot for none."""
        shown = self.words.number(n)
        if not n:
            return md.styled("0", "zero")
        return md.link(shown, md.anchor("cell", case, category)) if self.all_quoted else shown
