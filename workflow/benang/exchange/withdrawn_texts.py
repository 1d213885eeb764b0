"""Projects of other programs without the texts, turns and cases of people who withdrew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from benang.core.problems import Problem
from benang.exchange.project import Project, ProjectSource
from benang.exchange.project_files import ReadProjectFile
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.document import ReadSource
from benang.sources.source_ids import source_slug
from benang.sources.source_row import SourceRow
from benang.sources.taken_out import SharedSources, blanked
from benang.sources.uncapitalised import words_kept_in_raw
from benang.sources.withdrawal import Withdrawal

_WINDOW = 12
"""Letters and digits in a row that are taken for somebody's own words."""
_FEWEST = 4


@dataclass(frozen=True)
class Withdrawing:
    """What takes people who withdrew out of a project.

    Attributes:
        shared: how their turns are known.
        names: the list of names where their own stand for nobody in particular, and nothing else is replaced.
        kind, language: of the texts that the project brings.
    """

    shared: SharedSources
    names: Pseudonyms
    kind: str = ""
    language: str = ""

    def without_them(self, read: ReadProjectFile, read_text: Callable[[str], ReadSource]) -> ReadProjectFile:
        """What was read of a project, without what is theirs in it, and without what is said about that.

        Args:
            read: the file as it was read.
            read_text: what makes a source of a text.
        """
        if read.project is None:
            return replace(read, problems=tuple(self.shared.withdrawal.reportable(read.problems)))
        whole = read.project
        project = without_withdrawn_texts(whole, self.shared.withdrawal)
        left = {source.identity for source in project.sources}
        gone = [source.text for source in whole.sources if source.identity not in left]
        ranges = {case.identity for case in project.cases}
        parts = [part for case in whole.cases if case.identity not in ranges for part in case.ranges]
        texts: dict[str, str] = {}
        for source in project.sources:
            document = read.documents[source.identity].document
            if document is None or len(document.raw) != len(source.text):
                texts[source.identity] = self.names.apply(source.text) if document is None else source.text
                continue
            name = self.names.rename(source.name)
            row = SourceRow(source_slug(name) or "text", self.kind, self.language, "", "", name, (), 0)
            theirs = self.shared.spans(row, document)
            theirs = sorted([*theirs, *((part.start, part.end) for part in parts if part.source == source.identity)])
            gone += [document.raw[start:end] for start, end in theirs]
            clean = self.shared.withdrawal.masked(
                blanked(document, theirs), self.shared.pseudonyms, partial(words_kept_in_raw, language=self.language)
            )
            texts[source.identity] = clean.raw
        documents = {
            source.identity: (
                read.documents[source.identity]
                if texts[source.identity] == source.text
                else read_text(texts[source.identity])
            )
            for source in project.sources
        }
        reported = [problem for problem in self.shared.withdrawal.reportable(read.problems) if not _says(problem, gone)]
        rest = self._named(_with_texts(project, texts))
        return replace(read, project=rest, documents=documents, problems=tuple(reported))

    def _named(self, project: Project) -> Project:
        """The project with nobody in particular where its people wrote of them."""
        apply, rename = self.names.apply, self.names.rename

        def valued(values: Any) -> dict[str, str]:
            return {rename(name): apply(value) for name, value in values.items()}

        return replace(
            project,
            name=rename(project.name),
            description=apply(project.description),
            sources=tuple(
                replace(one, name=rename(one.name), memo=apply(one.memo), attributes=valued(one.attributes))
                for one in project.sources
            ),
            codings=tuple(replace(one, memo=apply(one.memo)) for one in project.codings),
            cases=tuple(
                replace(one, name=rename(one.name), memo=apply(one.memo), attributes=valued(one.attributes))
                for one in project.cases
            ),
            memos=tuple(replace(one, title=apply(one.title), text=apply(one.text)) for one in project.memos),
            sets=tuple(replace(one, name=rename(one.name), definition=apply(one.definition)) for one in project.sets),
            graphs=tuple(
                replace(
                    one,
                    name=rename(one.name),
                    nodes=tuple(replace(node, name=rename(node.name)) for node in one.nodes),
                    edges=tuple(replace(edge, name=rename(edge.name)) for edge in one.edges),
                )
                for one in project.graphs
            ),
        )


def _with_texts(project: Project, texts: dict[str, str]) -> Project:
    """A project with other characters in its texts, as many; what is on blanks alone goes, what touches them is cut."""
    before = {source.identity: source.text for source in project.sources}

    def span(source: str, start: int, end: int) -> tuple[int, int] | None:
        """What of a span is left; None for nothing."""
        old, new = before.get(source, ""), texts.get(source, "")
        if old[start:end] == new[start:end]:
            return start, end
        places = [
            place for place in range(start, min(end, len(new))) if new[place].isalnum() or new[place] == old[place]
        ]
        words = [place for place in places if not new[place].isspace()]
        return (words[0], words[-1] + 1) if any(map(str.isalnum, (new[place] for place in words))) else None

    codings = []
    for coding in project.codings:
        found = span(coding.source, coding.start, coding.end)
        if found is None:
            continue
        changed = (
            texts.get(coding.source, "")[slice(*found)] != before.get(coding.source, "")[coding.start : coding.end]
        )
        codings.append(replace(coding, start=found[0], end=found[1], quotation="" if changed else coding.quotation))
    memos = []
    for memo in project.memos:
        if memo.source in texts and memo.start is not None and memo.end is not None:
            found = span(memo.source, memo.start, memo.end)
            if found is None and memo.start < memo.end:
                continue
            memo = replace(memo, start=found[0], end=found[1]) if found else memo
        memos.append(memo)
    sources: tuple[ProjectSource, ...] = tuple(
        replace(source, text=texts[source.identity]) for source in project.sources
    )
    return replace(project, sources=sources, codings=tuple(codings), memos=tuple(memos))


def _says(problem: Problem, gone: Iterable[str]) -> bool:
    """Whether a problem quotes what is gone."""
    said = [_letters(text) for text in gone]
    for value in problem.values.values():
        words = _letters(value) if isinstance(value, str) else ""
        if len(words) < _FEWEST:
            continue
        windows = {words[place : place + _WINDOW] for place in range(max(1, len(words) - _WINDOW + 1))}
        if any(window in text for window in windows for text in said):
            return True
    return False


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def without_withdrawn_texts(project: Project, withdrawal: Withdrawal) -> Project:
    """A project without the texts that are theirs alone, by name or by its own cases, and all that is on them."""
    cases = [case for case in project.cases if withdrawal.is_case(case.name) or withdrawal.is_source(case.name)]
    others = {text for case in project.cases if case not in cases for text in case.sources}
    gone = {source.identity for source in project.sources if withdrawal.is_source(source.name)}
    gone |= {source.identity for source in project.sources if withdrawal.is_case(source.name)}
    gone |= {text for case in cases for text in case.sources} - others
    if not gone and not cases:
        return project
    return replace(
        project,
        sources=tuple(source for source in project.sources if source.identity not in gone),
        codings=tuple(coding for coding in project.codings if coding.source not in gone),
        memos=tuple(memo for memo in project.memos if memo.source not in gone),
        cases=tuple(
            replace(case, sources=tuple(text for text in case.sources if text not in gone))
            for case in project.cases
            if case not in cases
        ),
        sets=tuple(
            replace(group, sources=tuple(text for text in group.sources if text not in gone)) for group in project.sets
        ),
    )
