"""What a journal prints at the head or foot of a first page: its name, volume, ISSN, the dates of the manuscript.

Unlike running heads it may come once, in the midst of a paragraph that goes on over it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from benang.sources.articles.article_words import words

_LONGEST = 120
_FEWEST = 2
"""Lines of such things in a row, with nothing but numbers and empty lines between them."""
_DATE = r"\d{1,4}[\s./-]{1,3}[\w]{1,12}[\s./-]{1,3}\d{1,4}"
_ISSN = re.compile(r"(?:[ep]\W?)?issn\W{0,4}(?:\((?:online|print|cetak)\)\W{0,4})?\d{4}-\d{3}[\dx]", re.IGNORECASE)
_VOLUME = re.compile(
    r"\bvol(?:ume)?\b\W{0,3}[\dIVXLC]{1,6}\b.{0,20}?\b(?:no|nomor|issue|nr|n)\b\W{0,3}\d{1,4}", re.IGNORECASE
)
_DOI = re.compile(r"\W{0,2}(?:doi\W{1,3}|(?:https?://)?(?:dx\.)?doi\.org/)10\.\d{4,9}/\S+\W{0,2}", re.IGNORECASE)
_RIGHTS = re.compile(r"\W{0,2}(?:©|\(c\)|copyright\b|hak cipta\b).{0,100}\d{4}.{0,80}", re.IGNORECASE)
_BESIDE_PAGE = re.compile(r"(?:\d{1,4}\s?[|•·]\s?(?P<behind>\D.*)|(?P<before>.*\D)\s?[|•·]\s?\d{1,4})")
_NUMBERS = re.compile(r"[\W\d]*")
_STOPPED = re.compile(r"[.!?][\"'”’)]?\Z")


def journal_lines(stripped: Sequence[str], language: str) -> set[int]:
    """The places of lines that tell of the journal and not of its article.

    Args:
        stripped: the lines, with single spaces.
        language: code of the article's language.
    """
    references = set(words("references", language))
    last = max((place for place, line in enumerate(stripped) if line.casefold().rstrip(":.") in references), default=0)
    end = last or len(stripped)  # below it, volumes and pages are those of the works
    history = "|".join(map(re.escape, words("history", language)))
    dates = re.compile(rf"\W{{0,2}}(?:{history})\W{{1,4}}(?:\w+\W{{1,3}})?{_DATE}.{{0,60}}", re.IGNORECASE)
    names = re.compile(rf"(?:{'|'.join(map(re.escape, words('journal', language)))})\b", re.IGNORECASE)

    def tells(line: str) -> bool:
        if not line or len(line) > _LONGEST:
            return False
        whole = (dates, _DOI, _RIGHTS)
        return any(one.fullmatch(line) for one in whole) or any(one.search(line) for one in (_ISSN, _VOLUME))

    others = "|".join(re.escape(word) for word in sorted(words("and_others", language), key=len, reverse=True))
    people = rf"[^\W\d_][\w'’.\- ]{{1,40}}?,? (?:{others})\.?"
    authors = re.compile(
        rf"{people}(?:\s?[-–—:|]\s?|,\s).{{3,80}}|.{{3,80}}\s[-–—|]\s{people}",
        re.IGNORECASE,
    )

    def is_separate(place: int) -> bool:
        """Whether a line with nothing else in its paragraph but a page's number is what stands at a page's edge."""
        line = stripped[place]
        if not line or len(line) > _LONGEST or _STOPPED.search(line.removesuffix(".")):
            return False
        near = [stripped[one] if 0 <= one < len(stripped) else "" for one in range(place - 2, place + 3)]
        alone = all(_NUMBERS.fullmatch(one) for one in (near[1], near[3]))
        numbered = any(one and _NUMBERS.fullmatch(one) for one in near)
        return alone and bool(_BESIDE_PAGE.fullmatch(line) or (numbered and authors.fullmatch(line)))

    telling = [place for place in range(end) if tells(stripped[place])]
    found = {place for place in range(end) if is_separate(place)}
    row: list[int] = []
    for place in [*telling, -1]:
        if row and (place < 0 or not all(_NUMBERS.fullmatch(line) for line in stripped[row[-1] + 1 : place])):
            if len(row) >= _FEWEST:
                found.update(row)
                above = row[0] - 1
                name = stripped[above] if above >= 0 else ""
                if names.match(name) and len(name) <= _LONGEST and not _STOPPED.search(name):
                    found.add(above)
                found.update(between for between in range(row[0], row[-1]) if stripped[between])
            row = []
        row.append(place)
    return found
