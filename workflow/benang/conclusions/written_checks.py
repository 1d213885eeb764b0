"""Check what the researchers wrote against what the run found: references, numbers, translations, limits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from benang.coding.sides import OPPOSING
from benang.conclusions.journals import Journal
from benang.conclusions.written_counts import DECIDED, GONE, Findings
from benang.core.problems import Problem, nearest
from benang.text.quotations import comparable
from benang.text.words import count_words
from benang.writing.text_marks import Mark, marks, read_blocks
from benang.writing.writing import Writing
from benang.writing.written_texts import WrittenText


def reference_problems(writing: Writing, found: Findings, names: Mapping[str, Collection[str]]) -> list[Problem]:
    """References that lead nowhere, passages decided otherwise, and numbers that no longer hold, each with its line.

    Args:
        writing: what was written.
        found: what the run found.
        names: the names of figures and tables (``figure``, ``table``).
    """
    problems: list[Problem] = []
    for text in (*writing.texts, *writing.journal, *writing.feedback):
        for mark in marks(read_blocks(text.text)):
            problems += _of_mark(mark, text, found, names)
    problems += _unmentioned(writing, found)
    return problems


def _of_mark(mark: Mark, text: WrittenText, found: Findings, names: Mapping[str, Collection[str]]) -> Iterable[Problem]:
    def told(problem: str, /, **values: object) -> Problem:
        return Problem(problem, text.file, mark.line, values=values)

    claims = [str(row["claim_id"]) for row in found.claims]
    yield from _unknown(mark, text, {**names, "unit": [*found.level, *claims], "claim": claims, "cite": found.works})
    if mark.kind == "number":
        counted = found.count(mark)
        if counted is not None and (mark.n != counted[0] or mark.base not in (None, counted[1])):
            yield told("written-number-changed", written=mark.written, n=counted[0], base=counted[1])
    elif mark.kind == "claim":
        claim = found.claim(mark.names[0])
        if claim is not None and claim["unanswered"]:
            yield told("written-claim-unanswered", claim=mark.names[0], n=int(claim["unanswered"]))
    elif mark.kind == "passage":
        state, row = found.passage(mark.names[0])
        if state == GONE:
            yield told("written-passage-gone", passage=mark.names[0])
        elif state == DECIDED:
            yield told("written-passage-decided", passage=mark.names[0])
        elif row is not None and mark.side and row["side"] != mark.side:
            yield told("written-passage-side", passage=mark.names[0], written=mark.side, side=str(row["side"]))
        elif row is not None and row["use"] == "hide":
            yield told("written-passage-hidden", passage=mark.names[0])


def left_out_problems(writing: Writing, left_out: Mapping[str, Collection[str]]) -> list[Problem]:
    """References to figures and tables that the study's approach leaves out of its documents, each with its line.

    Args:
        writing: what was written.
        left_out: the names of such figures and tables (``figure``, ``table``).
    """
    return [
        Problem("written-left-out", text.file, mark.line, values={"kind": mark.kind, "name": mark.names[0]})
        for text in writing.texts
        for mark in marks(read_blocks(text.text))
        if mark.kind in left_out and mark.names[0] in left_out[mark.kind]
    ]


def mark_problems(writing: Writing, known: Mapping[str, Collection[str]]) -> list[Problem]:
    """What of marks can be told before a run: those of no form, and names of what there is not, each with its line.

    Args:
        writing: what was written.
        known: the names of codes and claims (``unit``, what a number may count), of claims (``claim``), works
            (``cite``), figures and tables (``figure``, ``table``). A kind left out is not looked at.
    """
    return [
        problem
        for text in (*writing.texts, *writing.journal, *writing.feedback)
        for mark in marks(read_blocks(text.text))
        for problem in _unknown(mark, text, known)
    ]


_UNKNOWN = {
    "unit": ("written-number-unit", "unit"),
    "cite": ("written-work-unknown", "key"),
    "claim": ("written-claim-unknown", "claim"),
    "figure": ("written-name-unknown", "name"),
    "table": ("written-name-unknown", "name"),
}


def _unknown(mark: Mark, text: WrittenText, known: Mapping[str, Collection[str]]) -> Iterable[Problem]:
    """What is wrong with a mark whatever was found: its form, or a name that nothing has."""
    if mark.kind == "wrong":
        yield Problem("written-mark-form", text.file, mark.line, values={"written": mark.written[:80]})
        return
    kind = "unit" if mark.kind == "number" else mark.kind
    if kind not in known:
        return
    problem, called = _UNKNOWN[kind]
    for name in mark.names:
        if name not in known[kind]:
            values: dict[str, object] = {called: name, "near": nearest(name, known[kind])}
            if called == "name":
                values["kind"] = kind
            yield Problem(problem, text.file, mark.line, values=values)


def _unmentioned(writing: Writing, found: Findings) -> list[Problem]:
    """Texts that draw on a claim and refer to nothing that speaks against it, though there is something."""
    problems: list[Problem] = []
    for text in writing.texts:
        held = list(marks(read_blocks(text.text)))
        turns = set()
        for mark in held:
            row = found.passage(mark.names[0])[1] if mark.kind == "passage" else None
            if row is not None:
                turns.add((row["source_id"], row["turn"]))
        for mark in held:
            if mark.kind != "claim":
                continue
            opposing = [row for row in found.evidence if row["claim_id"] == mark.names[0] and row["side"] in OPPOSING]
            if opposing and not any((row["source_id"], row["turn"]) in turns for row in opposing):
                values = {"claim": mark.names[0], "n": len(opposing)}
                problems.append(Problem("written-against-silent", text.file, mark.line, values=values))
    return list({(problem.file, problem.values["claim"]): problem for problem in problems}.values())


def translation_problems(writing: Writing, found: Findings, words: Mapping[str, str]) -> list[Problem]:
    """Translations of codings that are gone, of words that are no longer these, and of words that nothing counted has.

    Args:
        writing: what was written.
        found: what the run found.
        words: the quotation of each coding by its id.
    """
    file = writing.files.get("translations", "")
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for row in writing.rows("translations"):
        named = row.cells["coding_id"]
        coding = found.coding(named)
        if not coding:
            problems.append(Problem("translation-gone", file, row.line, values={"coding": named}))
            continue
        before = first.setdefault(coding, row.line)
        if before != row.line:
            problems.append(Problem("translation-twice", file, row.line, values={"coding": named, "first": before}))
        written = row.cells["quotation"]
        if written and comparable(written) != comparable(words.get(coding, "")):
            problems.append(Problem("translation-stale", file, row.line, values={"coding": named}))
        elif not any(
            comparable(words.get(one, "")) == comparable(words.get(coding, "")) for one in found.beside(coding)
        ):
            counts = ", ".join(found.beside(coding))
            kind = "translation-unprinted" if counts else "translation-uncounted"
            problems.append(Problem(kind, file, row.line, values={"coding": named, "counts": counts}))
    return problems


def method_problems(writing: Writing, machine_codings: int) -> list[Problem]:
    """Whether "none" as the use of AI agrees with the run: no coding of a machine may count.

    Args:
        writing: what was written.
        machine_codings: how many counted codings a machine made or suggested.
    """
    if writing.method.no_ai and machine_codings:
        line = writing.method.lines.get("ai")
        return [Problem("method-ai-used", writing.method_file, line, "ai", {"n": machine_codings})]
    return []


def journal_problems(
    writing: Writing, journal: Journal, titles: Mapping[str, str], languages: Sequence[str], config: str
) -> list[Problem]:
    """What is beyond the limits of the journal: words of titles and abstracts, keywords.

    Args:
        writing: what was written.
        journal: its profile.
        titles: the study's title by language.
        languages: of the article.
        config: how problems name the configuration.
    """
    problems: list[Problem] = []

    def within(part: str, n: int, file: str, language: str) -> None:
        least, most = journal.limits.get(part, (0, 0))
        if most and not least <= n <= most:
            values: dict[str, Any] = {"part": part, "language": language, "n": n, "least": least, "most": most}
            problems.append(Problem(f"journal-{'over' if n > most else 'under'}", file, values=values))

    for language in languages:
        if titles.get(language):
            within("title", count_words(titles[language]), config, language)
    for language in dict.fromkeys([*languages, *journal.abstracts]):
        abstract = writing.text("abstract", language)
        if abstract is not None:
            within("abstract", words_of(abstract), abstract.file, language)
            keywords = writing.method.keywords.get(language, ())
            within("keywords", len(keywords), writing.method_file or config, language)
    return problems


def words_of(text: WrittenText) -> int:
    """How many words a text has, marks left out but for what they print as a number."""
    said = [
        one if isinstance(one, str) else f"{one.n} {one.base or ''}" if one.kind == "number" else " "
        for block in read_blocks(text.text)
        for item in block.items
        for one in item
    ]
    return count_words(" ".join(said))
