"""A transcript as a web page: its text with what is coded marked, codes in the margin, turns, lines and pages told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from benang.coding.side_words import word_for
from benang.coding.together.web_pages import heading, page, read_style, render
from benang.conclusions.report.markdown_text import anchor
from benang.conclusions.transcripts.brackets import Bracket, brackets
from benang.conclusions.transcripts.marked_text import LANES, MarkedText
from benang.conclusions.transcripts.transcript_files import address, coding_place, list_file, page_file, turn_place
from benang.core.counting import CONSENSUS
from benang.core.texts import main_language, read_texts
from benang.core.wording import filled
from benang.sources.printed import in_print
from benang.sources.readers.formats import UNITS

Row = Mapping[str, Any]
_COLOURS = 6


@dataclass(frozen=True)
class Edition:
    """What every page of one language says, and where its links lead.

    Attributes:
        language: of the pages.
        title, notice: of the study.
        labels: of the codes, by id.
        report, supplement: the documents, as seen from where they lie.
        quoted: the places of the supplement at which it quotes a coding.
        names_replaced: whether the study has a list of names.
    """

    language: str
    title: str
    notice: str
    labels: Mapping[str, str]
    report: str
    supplement: str
    quoted: Collection[str]
    names_replaced: bool = True

    @property
    def words(self) -> Mapping[str, str]:
        """What the pages say; in English where there are no such words."""
        texts: Mapping[str, Mapping[str, str]] = read_texts("transcripts.yaml")
        return texts.get(main_language(self.language), texts["en"])


def transcript_page(
    source: Row, turns: Iterable[Row], printed: Iterable[Row], codings: Iterable[Row], edition: Edition
) -> str:
    """The page of one source.

    Args:
        source: its row of the table ``sources``.
        turns: its rows of the table ``turns``.
        printed: its rows of the table ``printed``.
        codings: its rows of the table ``codings``, of those that are accepted.
        edition: the language, and where links lead.
    """
    words, text = edition.words, str(source["text"])
    found = brackets(codings, text)
    coders = _coders(found)
    colours = [coders[one.coders[0]] % _COLOURS for one in found]
    listed = list(turns)
    starts = {text.rfind("\n", 0, int(turn["start"])) + 1: turn for turn in listed}
    speakers = {start: int(turn["start"]) for start, turn in starts.items() if int(turn["start"]) > start}
    pages = _pages(printed, [int(turn["start"]) for turn in listed], edition.language)
    marked = MarkedText(text, found, colours, speakers, pages)
    lines, place = [], 0
    for shown, begun, line in zip(marked.lines, marked.begun, text.split("\n"), strict=True):
        turn = starts.get(place)
        lines.append(
            {
                "text": shown,
                "place": turn_place(int(turn["turn"])) if turn else "",
                "where": _where(turn, source, edition) if turn else [],
                "asks": turn is not None and turn["role"] == "interviewer",
                "codes": [_code(number, found[number - 1], colours[number - 1], edition) for number in begun],
                "codes_of": filled(words["codes"], {"turn": turn["turn"]}) if turn else words["code"],
            }
        )
        place += len(line) + 1
    body = render(
        "transcript.html",
        said=words,
        heading=Markup(heading(str(source["source_id"]), edition.notice)),
        ways=_ways(edition, "../", to_list=True),
        coded=bool(found),
        spoken=str(source["language"]),
        lines=lines,
    ).removesuffix("\n")
    return page(f"{source['source_id']} - {edition.title}", edition.language, body, _style(found))


def transcript_list(rows: Sequence[Row], edition: Edition) -> str:
    """The page that leads to all of them.

    Args:
        rows: of each source its ``source_id``, how many ``turns`` it has, and how many ``codings``.
        edition: the language, and where links lead.
    """
    words = edition.words
    sources = [{**row, "address": address(page_file(str(row["source_id"]), edition.language))} for row in rows]
    body = render(
        "transcripts.html",
        said=words,
        heading=Markup(heading(f"{words['transcripts']}: {edition.title}", edition.notice)),
        ways=_ways(edition, "", to_list=False),
        read=words["read" if edition.names_replaced else "read_unnamed"],
        sources=sources,
    ).removesuffix("\n")
    return page(f"{words['transcripts']}: {edition.title}", edition.language, body, _style([]))


def _ways(edition: Edition, up: str, *, to_list: bool) -> list[tuple[str, str]]:
    words = edition.words
    ways = [
        (f"{up}{address(edition.report)}", words["report"]),
        (f"{up}{address(edition.supplement)}", words["supplement"]),
    ]
    return [*ways, (f"{up}{address(list_file(edition.language))}", words["list"])] if to_list else ways


def _coders(found: Iterable[Bracket]) -> dict[str, int]:
    """A number for each coder, the consensus first, so that a colour means the same on the whole page."""
    names = sorted({name for one in found for name in one.coders}, key=lambda name: (name != CONSENSUS, name))
    return {name: number for number, name in enumerate(names)}


def _where(turn: Row, source: Row, edition: Edition) -> list[str]:
    """Where a turn stands: its number, its place in print, or else its line in the file it came from."""
    words = edition.words
    noted = turn["role"] == "observer"
    parts = [filled(words["note_paragraph" if noted else "turn"], {"n": turn["turn"]})]
    printed = in_print(turn, edition.language)
    unit = UNITS.get(str(source["format"]), "line")
    if int(turn["line"]) and not printed and not (noted and unit == "paragraph"):
        parts.append(filled(words[unit], {"n": turn["line"]}))
    return [*parts, *printed]


def _pages(printed: Iterable[Row], starts: Sequence[int], language: str) -> dict[int, str]:
    """Where a page begins within a turn: beside its first line a turn says itself on which it begins."""
    pages: dict[int, str] = {}
    before = None
    begun = set(starts)
    for row in sorted(printed, key=lambda row: int(row["start"])):
        if row["page"] != before and before is not None and int(row["start"]) not in begun:
            pages[int(row["start"])] = "".join(in_print({"page": row["page"]}, language))
        before = row["page"]
    return pages


def _code(number: int, bracket: Bracket, colour: int, edition: Edition) -> dict[str, object]:
    """What the margin says of a bracket: its code, who gave it, and its side where that is none to be expected."""
    words = edition.words
    label = edition.labels.get(bracket.code_id, bracket.code_id)
    said = [", ".join(words["consensus"] if name == CONSENSUS else name for name in bracket.coders)]
    side = str(bracket.codings[0]["side"])
    said += [word_for("side", side, edition.language)] if side not in ("", "for", "none") else []
    ids = [str(coding["coding_id"]) for coding in bracket.codings]
    quoted = next((place for one in ids if (place := anchor("q", one)) in edition.quoted), "")
    return {
        "number": number,
        "coder": colour,
        "place": coding_place(ids[0]),
        "label": label,
        "coders": " · ".join(said),
        "marked": filled(words["marked"], {"number": number}),
        "title": filled(words["quoted"], {"label": label}),
        "quoted": f"../{address(edition.supplement, quoted)}" if quoted else "",
    }


def _style(found: Sequence[Bracket]) -> str:
    """The page's style; whoever comes to a coding, or points at its code, sees its words set off."""
    lanes = min(LANES, max((one.lane + 1 for one in found), default=0))
    rules = [f"main {{ --lanes: {lanes}; }}", *(f".lane{lane} {{ --lane: {lane}; }}" for lane in range(lanes))]
    for number in range(1, len(found) + 1):
        seen = (f"main:has(.to{number}:target)", f"main:has(.c{number}:hover)", f"main:has(.c{number}:focus-within)")
        words = ", ".join(f"{one} .m{number}" for one in seen)
        rules.append(f"{words} {{ outline: 2px solid var(--link); }}")
    return "\n".join([read_style(), read_style("transcript.css"), *rules])
