"""The article while it is being written: a draft whose details stand in the supplement beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any

from benang.conclusions.journals import Journal
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import MOST_PAGES, WEB, Draft
from benang.conclusions.report.material import Material
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.report_words import Words
from benang.conclusions.written_counts import Findings
from benang.core.texts import text_in
from benang.literature.references import keys_of
from benang.mapping.examples import Passage
from benang.sources.printed import in_print
from benang.text.typography import typographic

QUOTATIONS = 18
"""So many quotations an article has room for where nobody chose them."""
MOST_OF_CATEGORY = 3
MOST_PAGES_HERE = 3
"""A figure of more pages is shown by its first."""
OVERVIEWS = frozenset(("project_map",))
"""Figures whose first page is an overview of the others."""
LONGEST_NAMES = 60
"""So many characters of names stand beside a number of informants."""


class ArticleDraft(Draft):
    """What the article's chapters are written from.

    Attributes:
        supplement: the web page of the supplement, beside the article's.
        journal: for which it is written.
        quoted_here: the codings quoted since ``begin``, each with the turn that was quoted.
        cited_here: the codings named by their place alone since ``begin``, each with its turn.
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
        supplement: str,
        journal: Journal,
    ) -> None:
        super().__init__(material, study, words, number, results, pictures, language)
        self.supplement = supplement
        self.journal = journal
        self.quoted_here: set[tuple[int, str]] = set()
        self.cited_here: set[tuple[int, str]] = set()

    def progress(self) -> tuple[Any, ...]:
        """As of every draft, with what was quoted and cited since ``begin``."""
        return *super().progress(), self.quoted_here.copy(), self.cited_here.copy()

    def go_back(self, progress: tuple[Any, ...]) -> None:
        """As of every draft."""
        super().go_back(progress)
        *_, quoted, cited = progress
        self.quoted_here, self.cited_here = quoted.copy(), cited.copy()

    @cached_property
    def found(self) -> Findings:
        """What texts may refer to."""
        return Findings(self.material.frames, keys_of(self.material.frames["works"]))

    def begin(self) -> None:
        """Begin a part that tells how many passages it prints and cites."""
        self.quoted_here.clear()
        self.cited_here.clear()

    def in_language(self, language: str) -> ArticleDraft:
        """This draft for a text in another language than the article's, such as a second abstract: what is quoted
        there counts as shown, and its words and labels are in that language."""
        if language == self.language:
            return self
        other = copy(self)
        other.language = language
        other.words = Words(language, text_in(self.study.get("case_name", {}), language))
        other.__dict__.pop("_labels", None)  # those of the other language
        return other

    def said(self, texts: Mapping[str, str]) -> str:
        """Paragraphs of a text as Markdown, in the article's language or else in another; empty where there is none."""
        text = texts.get(self.language) or text_in(texts, self.language) if texts else ""
        return md.paragraphs(md.escaped(typographic(part)) for part in text.split("\n\n"))

    def informants(self, cases: Sequence[str], base: int | None = None) -> str:
        """As in every document, without the names where these are long or everybody's."""
        base = len(self.material.heard) if base is None else base
        if len(cases) < base and sum(map(len, cases)) <= LONGEST_NAMES:
            return super().informants(cases, base)
        return self.words.of(len(cases), base, "informant")

    def in_supplement(self, shown: str, place: str) -> str:
        """``shown`` (Markdown) as a link to a place of the supplement, where both are web pages."""
        return f"[{shown}]({self.supplement}#{place})"

    def to_quotation(self, coding_id: str) -> str:
        """Where a coding stands, as a link to where the supplement quotes it; its id is for the supplement."""
        return self.where(self.material.by_id[coding_id])

    def where(self, coding: Mapping[str, Any], passage: Passage | None = None) -> str:
        """The turn, as a link to where the supplement quotes it: ``turn 41``; before it the source, where whose words
        or whom a note is about does not tell it, and behind it the page of one that is printed."""
        coding = self.in_turn(coding, passage)
        case, source, name = str(coding["case_id"]), str(coding["source_id"]), str(coding.get("coding_id", ""))
        told = len(self._sources_of.get((case, self.noted(coding)), ())) == 1 if case else False
        parts = [*([] if told else [md.escaped(source)]), self.turn_words(coding)]
        parts += [md.escaped(one) for one in in_print(coding, self.language)[:1]]
        shown = ", ".join(filter(None, parts)) or md.escaped(source)
        linked = self.all_quoted and name in self.quoted
        return self.in_supplement(shown, self.quotation_place(name)) if linked else shown

    @cached_property
    def _sources_of(self) -> dict[tuple[str, bool], set[str]]:
        """The sources in which each case speaks, and those in which observers write of it."""
        found: dict[tuple[str, bool], set[str]] = {}
        passages = self.material.frames["passages"][["case_id", "voice", "source_id"]].drop_duplicates()
        for case, voice, source in passages.itertuples(index=False, name=None):
            found.setdefault((case, voice == "observed"), set()).add(source)
        return found

    def category_link(self, category: str) -> str:
        """A category's label; its quotations are in the supplement."""
        return self.label(category)

    def quote(self, passage: Passage) -> str:
        """A passage as a block, without memos and coders, which the supplement has."""
        coding, said = passage.shown
        self.quoted_here.add((int(passage.row["turn"]), str(coding["coding_id"])))
        self.exemplified(passage)
        parts = [self.where(coding, passage) + self.beside_transcript(self.in_turn(coding, passage))]
        if passage.side not in ("for", "none"):
            parts.append(md.styled(self.word("side", passage.side), "flag"))
        # One line says whose words these are, where they stand, and what was asked.
        parts += self.asked(passage)
        who = f"{self.who(passage)} · " if passage.case_id else ""
        return self.quotation(passage, said, who + " · ".join(parts))

    def question(self, passage: Passage) -> list[str]:
        """No line of its own: it stands with the place of the quotation."""
        return []

    def translated_by(self, who: str) -> str:
        """Who translated a quotation; nothing where one person did all, whom the chapter names."""
        return "" if who and who == self.translator else super().translated_by(who)

    @cached_property
    def translator(self) -> str:
        """Who translated every quotation into the article's language, where that is one person; empty where it is none
        or several."""
        rows = self.material.writing.rows("translations")
        names = {row.cells["translator"] for row in rows if self.language in row.texts.get("text", {})}
        return names.pop() if len(names) == 1 else ""

    def picture(self, name: str, elsewhere: str = "") -> str:
        """A figure with all its pages where they are few; of an overview and of one with many pages the first, whose
        caption says where the others are."""
        picture = (self.material.pictures or {}).get(name)
        if picture is None or picture.left_out or picture.pages > MOST_PAGES:  # the draft says where they are
            return super().picture(name, elsewhere)
        if picture.pages > (1 if name in OVERVIEWS else MOST_PAGES_HERE):
            beside = self.in_supplement(self.words("the_supplement"), f"fig-{name}")
            elsewhere = elsewhere or self.words("figure_more", supplement=beside)
        return super().picture(name, elsewhere)

    def beside(self, passage: Passage, bracketed: bool = True) -> str:
        """A passage in brackets (``bracketed``, unless it stands in some already): who says it, and where."""
        coding = passage.shown[0]
        self.cited_here.add((int(passage.row["turn"]), str(coding["coding_id"])))
        who = md.escaped(passage.case_id) if passage.case_id else ""
        if who and passage.voice == "observed":
            who = self.words("note_about", case=who)
        said = ", ".join(filter(None, [who, self.where(coding, passage)]))
        return f"({said})" if bracketed else said

    @property
    def brief(self) -> bool:
        """The supplement lists the sources."""
        return True

    def beside_transcript(self, coding: Mapping[str, Any]) -> str:
        """A link from a quotation to its mark in the transcript, for web pages alone; nothing without transcripts."""
        if not self.transcripts:
            return ""
        return md.styled(f" · {self.to_transcript(self.words('in_transcript'), coding)}", WEB)
