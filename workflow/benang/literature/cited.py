"""The works that an article cites in its text, as rows of the table ``works``.

Citations are those of the author-date kind (APA, Harvard, Chicago): "(Iriantara, 2010)", "Simarmata (2021)",
"(UNCTAD, 2019; Kompas.id, 2021a)", "(Hidayat & Sari, 2020:12)". Authors' names and titles are completed from the
article's own list of references, where it has the entry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from benang.core import model
from benang.literature.citations import Citation, family_key, find_citations
from benang.literature.reference_list import ReferenceList, find_references
from benang.literature.references import ALSO
from benang.text.sentences import sentence_spans

LONGEST = 5_000_000
"""Code points; what is longer is no article, and its rest is not read."""

MOST_WORKS = 2000
"""What an article cites beyond these is not taken."""

_LONGEST_NOTE = 400


def cited_in(text: str, language: str) -> pd.DataFrame:
    """The works that an article cites.

    Args:
        text: the article's text, without running heads.
        language: code of its language: what stands before an author ("lihat", "see"), joins two of them ("dan") or is
            none ("wawancara", "Gambar").

    Returns:
        The table ``works``. ``work_id`` is the first author's family name and the year, with the letter that the
        article gives it, or one of two works that would be called alike gets one in the order of citation. Authors and
        title are those of the list of references, where the entry is in it; the note is the sentence that cites the
        work first. Two citations are of one work where first author, year and letter are the same and no other author
        speaks against it ("et al." speaks against none).
    """
    text = text[:LONGEST]
    references = find_references(text, language)
    works: list[Citation] = []
    by_first: dict[tuple[str, str, str], list[int]] = {}
    for citation in _by_family(find_citations(text, language, (references.start, references.end)), references):
        first = (citation.family, citation.year, citation.letter)
        known = next((index for index in by_first.get(first, ()) if works[index].agrees(citation)), None)
        if known is None and len(works) == MOST_WORKS:
            break
        if known is None:
            by_first.setdefault(first, []).append(len(works))
            works.append(citation)
        elif works[known].and_others and len(citation.authors) > len(works[known].authors):
            works[known] = replace(citation, place=works[known].place)
    rows: list[dict[str, object]] = []
    for work, key in zip(works, _keys(works), strict=True):
        entry = references.entry(work.authors, work.year, work.letter)
        rows.append(
            {
                "work_id": key,
                "author": entry.author if entry and entry.author else _names(work),
                "year": work.year,
                "title": entry.title if entry else "",
                "abstract": "",
                "keywords": "",
                "note": _sentence(text, work.place, language),
            }
        )
    return model.from_rows("works", rows)


def merge_works(known: pd.DataFrame, cited: pd.DataFrame) -> pd.DataFrame:
    """The study's own works, and the cited ones that are none of them.

    A cited work is one of the study's where the first author's family name and the year are the same; what the study
    says of it stays. A key that the study uses for another work gets a letter.

    Args:
        known: the table ``works`` of the study's reference lists.
        cited: the table ``works`` of its articles.
    """
    there = {(family_key(str(row["author"]).split(";")[0]), row["year"]) for row in known.to_dict("records")}
    taken = set(known["work_id"])
    rows: list[dict[str, object]] = [
        {str(name): value for name, value in row.items()} for row in known.to_dict("records")
    ]
    no_other_keys = {ALSO: ""} if ALSO in known.columns else {}
    for row in cited.to_dict("records"):
        if (family_key(str(row["author"]).split(";")[0]), row["year"]) in there:
            continue
        key = _free(str(row["work_id"]), taken)
        taken.add(key)
        rows.append({**{str(name): value for name, value in row.items()}, "work_id": key, **no_other_keys})
    return model.from_rows("works", rows)


def _by_family(citations: Sequence[Citation], references: ReferenceList) -> Iterator[Citation]:
    """The citations, with the family name alone where an author's full name is written and the family name is known."""
    known = {(citation.family, citation.year) for citation in citations}
    for citation in citations:
        names = citation.authors[0].split()
        family = (names[-1], *citation.authors[1:])
        if family_key(names[-1]) != citation.family and (
            (family_key(names[-1]), citation.year) in known or references.entry(family, citation.year, citation.letter)
        ):
            yield replace(citation, authors=family)
        else:
            yield citation


def _keys(works: Sequence[Citation]) -> list[str]:
    """A key a work: family name, year, letter; works that would be called alike are told apart by letters."""
    stems = [f"{work.family or 'work'}{work.year}" for work in works]
    taken = {f"{stem}{work.letter}" for stem, work in zip(stems, works, strict=True) if work.letter}
    times = Counter(stem for stem, work in zip(stems, works, strict=True) if not work.letter)
    keys: list[str] = []
    given: set[str] = set()
    for stem, work in zip(stems, works, strict=True):
        key = f"{stem}{work.letter}"
        if not work.letter or key in given:
            key = _free(stem, taken, lettered=bool(work.letter) or times[stem] > 1)
            taken.add(key)
        given.add(key)
        keys.append(key)
    return keys


def _free(stem: str, taken: set[str], *, lettered: bool = False) -> str:
    """The key, or the first with a letter or number behind it that is free."""
    if not lettered and stem not in taken:
        return stem
    letters = (f"{stem}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    return next((key for key in letters if key not in taken), None) or next(
        key for number in range(27, 10**6) if (key := f"{stem}-{number}") not in taken
    )


def _names(work: Citation) -> str:
    return "; ".join([*work.authors, *(["et al."] if work.and_others else [])])


def _sentence(text: str, place: int, language: str) -> str:
    """The sentence around a place, on one line."""
    start = max(text.rfind("\n\n", max(0, place - _LONGEST_NOTE), place), place - _LONGEST_NOTE, 0)
    window = text[start : place + _LONGEST_NOTE]
    spans = sentence_spans(window, language)
    index = max(0, bisect_left([span[0] for span in spans], place - start + 1) - 1)
    sentence = " ".join(window[slice(*spans[index])].split()) if spans else ""
    return sentence if len(sentence) <= _LONGEST_NOTE else sentence[:_LONGEST_NOTE].rsplit(" ", 1)[0] + " ..."
