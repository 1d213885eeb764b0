"""The report while it is being written: the findings, the words, the numbers, and phrases that every chapter uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from benang.coding.sides import FOR, NONE
from benang.coding.together.consensus import reasons
from benang.conclusions.document_names import COUNTED_FIGURES
from benang.conclusions.phrases import same_words
from benang.conclusions.profile_words import ONE_SIDE
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.article_places import ArticlePlaces
from benang.conclusions.report.material import Material, labels
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.report_words import Words
from benang.conclusions.transcripts import transcript_files
from benang.core.counting import CONSENSUS
from benang.core.texts import text_in
from benang.mapping.examples import Passage, chosen
from benang.mapping.figures import FIGURES
from benang.sources.printed import COLUMNS as PRINTED
from benang.sources.printed import in_print
from benang.sources.readers.formats import UNITS
from benang.text.typography import typographic

QUESTION_LENGTH = 140
"""So many characters of the question before a quotation are shown, its end."""

MOST_QUOTATIONS = 2000
"""So many counted codings are quoted in the appendix; a larger study's stand in its table."""
MOST_PAGES = 8
"""A figure of more pages is shown by its first; the others are in its file."""
WEB = "web"
"""The style of what stands on web pages alone."""
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
        page_language: the document's, also of a part that is written in another.
        article: the places of the article, where this is the supplement beside it.
    """

    article = ArticlePlaces()

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
        self.page_language = language
        self._exemplified: Counter[str] = Counter()  # how many examples of each case stand so far

    def progress(self) -> tuple[Any, ...]:
        """What has been numbered and quoted so far, for ``go_back``."""
        return self.number.counts, self._exemplified.copy()

    def go_back(self, progress: tuple[Any, ...]) -> None:
        """Go on as from where ``progress`` was taken, to write again what stands there."""
        counts, exemplified, *_ = progress
        self.number.go_back(counts)
        self._exemplified = exemplified.copy()

    @property
    def reflexive(self) -> bool:
        """Whether counts, agreement and statuses are no part of the study."""
        return bool(self.study.get("approach") == "reflexive")

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {code: md.escaped(label) for code, label in labels(self.material, self.language).items()}

    def label(self, code: str) -> str:
        """The label of a code."""
        return self._labels.get(code, md.escaped(code))

    def definition(self, code: str) -> str:
        """What the codebook says a code means; empty where it says nothing."""
        return self.of_code(code, "definition")

    def of_code(self, code: str, field: str) -> str:
        """A text of the codebook (``definition``, ``include``, ``exclude``); in the codebook's first language where
        there is none in the report's."""
        row = self.material.codes[code]
        columns = [f"{field}:{self.language}", *(key for key in row if key.startswith(f"{field}:"))]
        return next((str(row[column]) for column in columns if row.get(column)), "")

    def text(self, texts: Mapping[str, str]) -> str:
        """A text of the study in the report's language, with the quotation marks of print."""
        return md.escaped(typographic(text_in(texts, self.language)))

    def kind(self, kind: str, n: int = 1) -> str:
        """What a kind of source is called."""
        return self.words.noun(n, f"kind_{kind}") if f"kind_{kind}_one" in self.words else md.escaped(kind)

    def word(self, group: str, value: str) -> str:
        """The report's word for one of a few known values; an unknown value as it is."""
        key = f"{group}_{value.replace(' ', '_')}"
        return self.words(key) if value and key in self.words else md.escaped(value)

    def informants(self, cases: Sequence[str], base: int | None = None) -> str:
        """``4 of 5 informants (A, B, C and D)``, of those heard unless ``base`` says otherwise; the names only where
        there are few."""
        base = len(self.material.heard) if base is None else base
        phrase = self.words.of(len(cases), base, "informant")
        return f"{phrase} ({', '.join(map(md.escaped, cases))})" if 0 < len(cases) <= MOST_COLUMNS else phrase

    def file(self, name: str) -> str:
        """A file of the results, as a reader finds it."""
        return md.styled(md.escaped(f"{self.results}/{name}"), "file")

    def picture(self, name: str, elsewhere: str = "") -> str:
        """A figure with caption and description, and its further pages; the sentence why it is left out where it is;
        nothing where it was not drawn.

        Args:
            name: of the figure.
            elsewhere: where its further pages are (Markdown), as its caption says; by default they follow.
        """
        picture = (self.material.pictures or {}).get(name)
        if picture is None:
            return ""
        if picture.left_out:
            return md.escaped(picture.caption)
        label = self.number.figure(f"fig-{name}")
        shown = md.styled(f"{label}.", "label")
        first = f"{self.pictures}/{picture.stem}"
        caption = f"{shown} {md.escaped(picture.caption)}"
        if picture.pages > 1:
            caption += " " + self.words("figure_page", page=self.words.of(1, picture.pages))
        too_wide = self.study.get("figures_too_wide")
        if too_wide:
            file = self.file(f"{picture.stem}.pdf")
            caption += " " + self.words("figure_smaller", width=self.words.number(round(too_wide)), file=file)
        caption += f" {elsewhere}" if elsewhere else ""
        parts = [md.picture(caption, f"fig-{name}", f"{first}.svg", picture.alt)]
        if elsewhere:
            return parts[0]
        if picture.pages > MOST_PAGES:
            pages = self.words.number(picture.pages)
            parts.append(self.words("figure_pages", label=label, pages=pages, file=self.file(f"{picture.stem}.pdf")))
        else:
            for page in range(2, picture.pages + 1):
                of = self.words("figure_page", page=self.words.of(page, picture.pages))
                caption = f"{shown} {of}"
                parts.append(md.picture(caption, f"fig-{name}-{page}", f"{first}.{page}.svg", f"{label}. {of}"))
        return md.paragraphs(parts)

    def figures(self, part: str) -> list[str]:
        """The figures that are registered for a part of the report and were drawn."""
        wanted = [name for name, figure in FIGURES.items() if figure.part == part]
        return [
            shown
            for name in wanted
            if not (self.reflexive and name in COUNTED_FIGURES) and (shown := self.picture(name))
        ]

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

    def exemplified(self, passage: Passage) -> None:
        """Note that an example of a case stands: where there is not room for all, others have their turn next."""
        self._exemplified[passage.case_id] += 1

    def examples(self, found: Sequence[Passage], most: int) -> list[Passage]:
        """The passages shown as examples (``mapping.examples.chosen``): those of cases quoted least so far, where more
        speak than there is room for."""
        return chosen(found, self.material.case_ids, most, self._exemplified)

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
        linked = self.all_quoted and coding_id in self.quoted
        return md.link(shown, self.quotation_place(coding_id)) if linked else shown

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The codings that the appendix quotes: those in what informants said or observers wrote, not hidden."""
        found = (passage for each in self.code_passages.values() for passage in each if not passage.hidden)
        return frozenset(str(coding["coding_id"]) for passage in found for coding in passage.codings)

    def where(self, coding: Mapping[str, Any], passage: Passage | None = None) -> str:
        """Source, turn and line of a coding, or of what it covers of a passage's turn: ``interview-B, turn 14, line
        110``; of a printed source its page and line in print: ``interview-B, turn 14, p. 12, line 341``."""
        source = self.material.sources.get(coding["source_id"], {})
        coding = self.in_turn(coding, passage)
        first = int(coding["turn"])
        parts = [md.escaped(coding["source_id"])]
        unit = UNITS.get(source.get("format", ""), "line")
        noted = self.noted(coding)
        turn = self.turn_words(coding)
        if turn:
            parts.append(self.to_transcript(turn, coding))
        printed = in_print(coding, self.language)
        parts += map(md.escaped, printed)
        # Two numbers of paragraphs beside each other would be read as one place.
        if int(coding["line"]) and not printed and not (first and noted and unit == "paragraph"):
            parts.append(self.words(unit, n=int(coding["line"])))
        begun = self.material.times.get(coding["coding_id"])
        if begun is not None:
            parts.append(self.words("at_time", time=self.words.time(begun)))
        return ", ".join(parts)

    def in_turn(self, coding: Mapping[str, Any], passage: Passage | None) -> Mapping[str, Any]:
        """A coding with the place of what it covers of a passage's turn, where it goes over several."""
        if passage is None or coding["turn"] == coding["last_turn"]:
            return coding
        turn = int(passage.row["turn"])
        there = {"turn": turn, "last_turn": turn}
        if coding["turn"] == turn:
            return {**coding, **there}
        return {**coding, **there, **{place: passage.turn.get(place, "") for place in ("line", *PRINTED)}}

    def turn_words(self, coding: Mapping[str, Any]) -> str:
        """The turns of a coding in words: turn 14; of an observer's note its paragraphs; empty where there are none."""
        first, last = int(coding["turn"]), int(coding["last_turn"])
        if not first:
            return ""
        key = "note_paragraph" if self.noted(coding) else "turn"
        return self.words(key, n=first) if first == last else self.words(f"{key}s", first=first, last=last)

    def noted(self, coding: Mapping[str, Any]) -> bool:
        """Whether a coding is in an observer's note."""
        return self.material.turns.get((coding["source_id"], int(coding["turn"])), {}).get("role") == "observer"

    @property
    def brief(self) -> bool:
        """Whether lists of sources are left to another document."""
        return False

    @property
    def transcripts(self) -> bool:
        """Whether the transcripts stand beside the document."""
        return bool(self.study.get("transcripts"))

    def to_transcript(self, shown: str, coding: Mapping[str, Any]) -> str:
        """``shown`` (Markdown) as a link to where the transcript's page marks a coding, or to its turn; as it is where
        the study shows no transcripts.

        Args:
            shown: what the link says.
            coding: the coding, or what it covers of a turn (``in_turn``), or a turn with an empty ``coding_id``.
        """
        if not self.transcripts:
            return shown
        name, turn = str(coding["coding_id"]), int(coding["turn"])
        marked = self.material.by_id.get(name)
        begins_here = marked is not None and int(marked["turn"]) == turn
        page = transcript_files.page_file(str(coding["source_id"]), self.page_language)
        place = transcript_files.coding_place(name) if begins_here else transcript_files.turn_place(turn)
        return f"[{shown}]({transcript_files.address(page, place)})"

    def profile(self, profile: str) -> str:
        """The word of a claim's profile; of evidence on one side, where nobody judged a side, that it is spoken of."""
        return (
            self.words("profile_spoken")
            if profile == ONE_SIDE and not self.material.sided
            else self.word("profile", profile)
        )

    def topic(self, code: str) -> bool:
        """Whether a code states nothing that a passage could be for or against."""
        return code in self.material.codes and self.material.codes[code]["side"] == NONE

    def side(self, passage: Passage) -> str:
        """The side of a passage in words; empty where it is what every reader expects: for, and of a topic on none."""
        expected = NONE if self.topic(passage.unit) else FOR
        return "" if passage.side == expected else self.word("side", passage.side)

    def quote(self, passage: Passage) -> str:
        """A passage as a block: the question before it, the words, where they stand, who coded it, and the memos.

        Only what an informant said stands in quotation marks; an observer's note is shown as one.
        """
        coding, said = passage.shown
        self.exemplified(passage)
        same = [one for one in passage.codings if passage.words_of(one) == said]
        ids = ", ".join(self.to_quotation(one["coding_id"]) for one in same)
        # Of a passage of several codes or stretches what stands here is one; who coded the others is no matter of it.
        mine = [one for one in passage.codings if _of_the_same(one, coding)]
        coders = sorted({str(one["coder"]) for one in mine})
        parts = [self.where(coding, passage), ids, self.coded_by(mine, coders)]
        if side := self.side(passage):
            parts.append(md.styled(side, "flag"))
        if passage.row["undecided"]:
            parts.append(md.styled(self.words("undecided"), "flag"))
        who = f"{self.who(passage)} · " if passage.case_id else ""
        memos = self.memos(mine)
        return self.quotation(passage, said, who + " · ".join(parts), memos)

    def quotation(self, passage: Passage, said: str, source: str, memos: Sequence[str] = ()) -> str:
        """Words of a passage (plain text) above where they stand (Markdown) and what coders noted (Markdown)."""
        lines = [md.styled(source, "source"), *(md.styled(memo, "memo") for memo in memos)]
        spoken = str(self.material.sources.get(passage.row["source_id"], {}).get("language", ""))
        if spoken and spoken != self.language:
            lines = [*self.translation(passage, said), *lines]
        if passage.voice == "observed":
            note = md.styled(self.words("observers_note"), "voice")
            return md.block(md.quoted([f"{note} {self.spoken(md.escaped(said), spoken)}", *lines]), "observation")
        asked = self.question(passage)
        return md.block(md.quoted([*asked, self.spoken(f"“{md.escaped(said)}”", spoken), *lines]), "quotation")

    def spoken(self, shown: str, language: str) -> str:
        """``shown`` (Markdown), marked with its language where that is not the document's."""
        return md.in_language(shown, language) if language and language != self.language else shown

    def translation(self, passage: Passage, said: str) -> list[str]:
        """A quotation in the document's language, with who translated it; nothing where nobody did."""
        same = [one for one in passage.codings if passage.words_of(one) == said]
        # Whoever translated a coder's words translated those that the consensus took over unchanged.
        taken = [each for one in same if one["method"] == CONSENSUS for each in self.material.coded_beneath(one)]
        for one in [*same, *(each for each in taken if passage.words_of(each) == said)]:
            found = self.material.translated(str(one["coding_id"]), self.language)
            if found:
                text, who = found
                by = self.translated_by(who)
                shown = md.escaped(text) if passage.voice == "observed" else f"“{md.escaped(text)}”"
                return [f"{shown} {md.styled(by, 'source')}" if by else shown]
        return []

    def translated_by(self, who: str) -> str:
        """Who translated a quotation, in brackets."""
        return self.words("translated_by", who=md.escaped(who)) if who else self.words("translated")

    def question(self, passage: Passage) -> list[str]:
        """The line with the interviewer's last words before a passage; nothing where there are none."""
        return [md.styled(asked, "asked") for asked in self.asked(passage)]

    def asked(self, passage: Passage) -> list[str]:
        """The interviewer's last words before a passage, cut short; nothing where there are none."""
        turn = self.material.turns.get((passage.row["source_id"], int(passage.row["question_turn"])))
        if turn is None or passage.voice != "said":
            return []
        spoken = str(self.material.sources.get(passage.row["source_id"], {}).get("language", ""))
        shown = self.in_own(self.material.quotable.said(turn), spoken, QUESTION_LENGTH)
        return [self.words("question_before", question=shown)]

    def in_own(self, said: str, language: str = "", most: int = 0) -> str:
        """Words of the study (plain text) in the document's language where somebody translated them
        (``phrases.csv``), else as they are, marked with their language.

        Args:
            said: the words.
            language: they are in; by default the study's.
            most: so many letters are shown, those at the end; all by default.
        """
        own = self.material.phrases.get((same_words(said), self.language))
        text = same_words(own or said)
        if most and len(text) > most:
            text = "… " + text[-most:].partition(" ")[2]
        shown = md.escaped(text)
        return shown if own else self.spoken(shown, language or str(self.study.get("language", "")))

    def person(self, name: str) -> str:
        """Who decided or wrote something, in the document's language where the name is a word that was translated."""
        return md.escaped(self.material.phrases.get((same_words(name), self.language), name))

    def who(self, passage: Passage) -> str:
        """Whose words a passage is; of an observer's note, whom it is about."""
        name = md.styled(md.escaped(passage.case_id), "who")
        return self.words("about_case", case=name) if passage.voice == "observed" else name

    def coded_by(self, codings: Sequence[Mapping[str, Any]], coders: Sequence[str]) -> str:
        """Who made some codings; of the consensus also the people who gave its words the code, in brackets."""
        agreed = [one for one in codings if one["method"] == CONSENSUS]
        people = sorted({str(each["coder"]) for one in agreed for each in self.material.coded_beneath(one)})
        shown = ", ".join(map(self.coder, coders))
        return shown + (f" ({', '.join(map(md.escaped, people))})" if people else "")

    def coder(self, name: str) -> str:
        """A coder's name; the consensus, which is nobody, in the report's language."""
        return self.words("method_consensus") if name == CONSENSUS else md.escaped(name)

    def memos(self, codings: Sequence[Mapping[str, Any]]) -> list[str]:
        """What coders noted at codings, each memo once; of the consensus, what people noted at the codings it comes
        from, and what was decided."""
        noted: list[str] = []
        for one in codings:
            agreed = one["method"] == CONSENSUS
            by = self.material.coded_beneath(one) if agreed else [one]
            noted += [
                self.words("memo", coder=md.escaped(each["coder"]), memo=self.in_own(each["why"]))
                for each in by
                if each["why"]
            ]
            for memo, who in reasons(one["why"]) if agreed else ():
                name = f" ({self.person(who)})" if who else ""
                noted.append(self.words("decided", who=name, memo=self.in_own(memo)))
        return list(dict.fromkeys(noted))

    def printed(self, found: Sequence[Passage]) -> str:
        """A sentence on the passages that the researcher does not want printed, by side; empty where there are none."""
        hidden = Counter(passage.side for passage in found if passage.hidden)
        sides = [f"{self.words.number(n)} {self.word('side', side)}" for side, n in sorted(hidden.items())]
        return (
            self.words("hidden", n=self.words.count(sum(hidden.values()), "passage"), sides=", ".join(sides))
            if hidden
            else ""
        )

    @cached_property
    def code_passages(self) -> dict[str, list[Passage]]:
        """The passages of each code by itself; codes without one are left out."""
        return {code: found for code in self.material.codes if (found := self.material.passages("code", code))}

    @cached_property
    def category_passages(self) -> dict[str, list[Passage]]:
        """The passages of each category with everything below it; categories without one are left out."""
        return {one: found for one in self.material.categories if (found := self.material.passages("category", one))}

    def category_link(self, category: str) -> str:
        """A category's label, as a link to its quotations."""
        if category in self.category_passages and self.number.has("quotations"):
            return md.link(self.label(category), md.anchor("category", category))
        return self.label(category)

    def cell(self, cell: Mapping[str, Any]) -> str:
        """A cell of the case-by-category matrix: its number with the sign of its state, a link to what it counts."""
        mark = self.words(f"mark_{cell['state']}")
        if cell["disputed_references"] and cell["state"] != "disputed":
            mark += self.words("mark_disputed")
        n = int(cell["references"])
        undecided = int(cell["undecided"])
        if n:
            shown = self.words.number(n) + (f"\u00a0{mark}" if mark else "")
        elif undecided and cell["state"] in ("silent", "not_asked"):
            # Somebody coded something there, and nobody decided: neither silence nor a sign of it.
            shown = self.words.number(0)
        else:
            shown = md.styled(mark or self.words.number(0), "zero")
        if undecided:
            shown += f"\u00a0({self.words.number(undecided)})"
        counted = n or cell["observed_references"]
        place = md.anchor("cell", cell["case_id"], cell["code_id"])
        return md.link(shown, place) if counted and self.all_quoted and self.number.has("quotations") else shown


def _of_the_same(one: Mapping[str, Any], shown: Mapping[str, Any]) -> bool:
    """Whether a coding gives the code of another to words that they share."""
    return bool(one["code_id"] == shown["code_id"] and one["start"] < shown["end"] and shown["start"] < one["end"])
