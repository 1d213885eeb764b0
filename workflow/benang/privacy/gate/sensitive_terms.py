"""What the leak gate looks for: the names of the study's list, and the identifiers of its raw sources.

A text is first scanned once, by RE2, for anything spelt like a name whatever its borders; only there the list's own
rules (``benang.privacy.pseudonyms``) decide. That is a hundred times faster than asking the list everywhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from benang.privacy.gate.by_chance import BY_CHANCE, is_by_chance
from benang.privacy.gate.encoded import Encoded
from benang.privacy.gate.found_texts import DECODED, NAME
from benang.privacy.gate.own_words import is_own
from benang.privacy.gate.term_patterns import (
    BETWEEN,
    SHORT_NAME,
    compiled,
    expression,
    found_spans,
    parts_of,
    patterns_of,
)
from benang.privacy.identifiers import Identifier, find_identifiers, find_in_name, label
from benang.privacy.pseudonyms import Pseudonyms
from benang.privacy.pseudonyms.index import SearchedText

_BEFORE, _AFTER = 64, 96  # what of a text a name's borders and its form of address need
_SHORTEST_NUMBER = 8  # digits; a shorter number is found only where its kind is plain
_DIGITS = re.compile(rf"\+?\d(?:[\s().\-/]{{0,3}}\d){{{_SHORTEST_NUMBER - 1},63}}")
_GROUP = re.compile(r"\d+")
_LONGEST_GROUP = 64
_AT_ONCE = 500  # numbers in one pattern
_AROUND_KEPT = 200
# A UUID of version 5 (RFC 9562) is made from a digest: nobody's number, whatever its digits.
_UUID = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-5[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}(?![0-9A-Za-z])"
)
_DIGIT_TOKEN = re.compile(r"(?<![^\W_])\d{6,128}(?![^\W_])")
_HEX_TOKEN = re.compile(r"[0-9a-f]+")
_SHORTEST_DIGEST = 8  # digits of a digest that is shown by its beginning
_DIGITS_FIRST = re.compile(f"[0-9]{{{_SHORTEST_DIGEST},}}")
# What may stand between the parts of a name in a table or list.
_PARTED = re.compile(r"""\s{0,3}["']?\s?[,;|/\t]\s?["']?\s{0,3}""")
_LINE_HYPHEN = re.compile(r"[-\u2010\u2011]\s*\n\s*")
_SPACED = re.compile(r"(?:[^\W\d_]([ .\-\u00a0_])){3,80}[^\W\d_]")


class Hit(NamedTuple):
    """Something sought that was found: ``start:end`` of the text, and the pseudonym or replacement it should bear.

    ``kind`` is the kind of identifier; empty for a name of the list.
    """

    start: int
    end: int
    replacement: str
    kind: str = ""


@dataclass(frozen=True)
class SensitiveTerms:
    """What is looked for.

    Attributes:
        pseudonyms: the study's list of names.
        identifiers: replacement by kind and value, of the private key: what was found in the raw sources.
        kinds: kinds of identifiers that are also looked for by their form, in texts that come from sources.
        made: ids and beginnings of digests that the run made and that look like an identifier (``false_alarms``).
    """

    pseudonyms: Pseudonyms
    identifiers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    made: frozenset[str] = frozenset()

    @cached_property
    def digest(self) -> str:
        """The same for all that look for the same."""
        what = (
            sorted(self.pseudonyms.names.items()),
            self.pseudonyms.language,
            sorted(self.identifiers.items()),
            self.kinds,
            sorted(self.made),
        )
        return hashlib.sha256(repr(what).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def encoded(self) -> Encoded:
        """Finds base64 and hexadecimal digits that may hold a name."""
        return Encoded((name for name, each in self.pseudonyms.names.items() if name != each), self.made)

    def may_hold(self, data: bytes) -> bool:
        """Whether bytes may hold a sensitive term, in UTF-8."""
        patterns = (*self._name_patterns, *self._as_written, *self._number_patterns, *self._written_patterns)
        return any(pattern.search(data) is not None for pattern in patterns)

    def hits(self, text: str, form: str) -> list[Hit]:
        """Every listed name and every identifier of the key in a text (in NFC), in order.

        Args:
            text: one reading of a text.
            form: as in ``texts.Text``.
        """
        if form == NAME:
            return self._in_file_name(text)
        found: dict[tuple[int, str], Hit] = {}
        for hit in (*self._names(text, form), *self._numbers(text), *self._written(text)):
            if is_by_chance(text, hit.start, hit.end, form) or self._is_ours(text, hit.start, hit.end):
                continue
            found.setdefault((hit.start, hit.replacement), hit)
        return sorted(found.values())

    def patterns(self, text: str, form: str = "", kinds: Collection[str] | None = None) -> list[Hit]:
        """Every identifier by its form in a text that comes from a source; one the key does not have by its kind.

        What the list keeps (a row that stands for itself), what the run made and what the program's own messages
        show is none.

        Args:
            text: one reading of a text.
            form: NAME for the name of a file, in which a number may be written onto a word.
            kinds: of ``self.kinds`` those to look for; None for all.
        """
        looked_for = self.kinds if kinds is None else tuple(kind for kind in self.kinds if kind in kinds)
        if not looked_for:
            return []
        if self.made:
            text = _DIGIT_TOKEN.sub(lambda token: "x" * len(token[0]) if token[0] in self.made else token[0], text)
        if form == NAME:
            text = _UUID.sub(lambda token: "x" * len(token[0]), text)
            found = find_in_name(text, looked_for)
        else:
            found = [each for each in find_identifiers(text, looked_for) if not _touches_letters(text, each)]
        return [
            Hit(
                each.start,
                each.end,
                self.identifiers.get((each.kind, each.value)) or self._label(each.kind),
                each.kind,
            )
            for each in found
            if not self._is_ours(text, each.start, each.end) and not is_own(text, each.start, each.end)
        ]

    def false_alarms(self, made: Iterable[str]) -> frozenset[str]:
        """Which of the run's own ids and digests, or which beginning of a digest, would be taken for a sensitive term.

        Args:
            made: ids and digests, in small letters.
        """
        alarms: set[str] = set()
        tokens = sorted(set(made))
        as_text = any(self.hits(data.decode("utf-8", "replace"), "") for data in self.encoded.find(" ".join(tokens)))
        # Of very many tokens hardly one begins with so many digits.
        numbers = ((token, _DIGITS_FIRST.match(token)) for token in tokens)
        for token, digits in numbers:
            if digits:
                beginnings = {token[:length] for length in range(_SHORTEST_DIGEST, digits.end() + 1)}
                alarms |= {each for each in beginnings if self.patterns(each) or self.hits(each, "")}
            if as_text and not token.isdigit() and len(token) % 2 == 0 and _HEX_TOKEN.fullmatch(token):
                alarms |= {token for data in self.encoded.find(token) if self.hits(data.decode("utf-8", "replace"), "")}
        return frozenset(alarms)

    def _is_ours(self, text: str, start: int, end: int) -> bool:
        """Whether what was found is kept by the list, or part of an id that the run made."""
        low = max(0, start - _AROUND_KEPT)
        if self._list.keeps(text[low : end + _AROUND_KEPT], start - low, end - low):
            return True
        if not text[start].isalnum() or text[start:end].isalpha():
            return False
        first, last = start, end
        while first > low and text[first - 1].isascii() and text[first - 1].isalnum():
            first -= 1
        while last < min(len(text), end + _AROUND_KEPT) and text[last].isascii() and text[last].isalnum():
            last += 1
        if text[first:last].lower() in self.made:
            return True
        return any(
            low + uuid.start() <= start and end <= low + uuid.end() for uuid in _UUID.finditer(text[low : end + 40])
        )

    def _label(self, kind: str) -> str:
        return label(kind, self.pseudonyms.language)

    def hidden(self, text: str) -> str:
        """A file's name, or what stands around a leak, with everything sought replaced, fit to be shown."""
        text = self._list.rename(text)
        hits = sorted((*self._numbers(text), *self._written(text), *self._by_form(text)))
        parts: list[str] = []
        done = 0
        for hit in hits:
            if hit.start >= done:
                parts += (text[done : hit.start], hit.replacement)
                done = hit.end
        return "".join((*parts, text[done:]))

    def _by_form(self, text: str) -> list[Hit]:
        return [Hit(each.start, each.end, self._label(each.kind)) for each in find_in_name(text, self.kinds or ())]

    @cached_property
    def _list(self) -> Pseudonyms:
        """The names alone, whatever else the study's list replaces."""
        return Pseudonyms(dict(self.pseudonyms.names))

    @cached_property
    def _renamed(self) -> Pseudonyms:
        """The names that are looked for in names of files; a shorter one is a language's code as often (``en``)."""
        return Pseudonyms(
            {name: each for name, each in self.pseudonyms.names.items() if sum(map(str.isalnum, name)) > 2}
        )

    def _in_file_name(self, text: str) -> list[Hit]:
        renamed = self._renamed.rename(text)
        hits = [
            Hit(0, len(text), each)
            for each in sorted(set(self._renamed.names.values()))
            for _ in range(renamed.count(each) - text.count(each))
        ]
        more = [*self._numbers(text), *self._written(text)]
        hits += [hit for hit in more if not self._is_ours(text, hit.start, hit.end)]
        taken = {each.replacement for each in hits}
        return hits + [hit for hit in self.patterns(text, NAME) if hit.replacement not in taken]

    def _names(self, text: str, form: str) -> Iterator[Hit]:
        searched = SearchedText.of(text)
        for start, end in found_spans(self._name_patterns, searched.text):
            start, end = searched.span(start, end)
            low = max(0, start - _BEFORE)
            window = text[low : end + _AFTER]
            whole = False
            for edit in self._list.search(window)[0]:
                if start <= low + edit.start < end:
                    whole = True
                    yield Hit(low + edit.start, low + edit.end, edit.replacement)
            if not whole:
                yield from self._spaced_letters(text, start, end)
            if form == DECODED and text[start:end].isascii() and end - start < BY_CHANCE:
                continue  # as part of a longer word it stands there by chance
            # ``left`` tells only where the first is: nothing may stand before it.
            space = re.search(r"\s(?=\S*\Z)", text[low:start])
            low = low + space.end() if space else low
            for replacement, (_, first) in self._list.left(text[low : end + _AFTER])[0].items():
                if start <= low + first < end:
                    yield Hit(low + first, end, replacement)

    def _spaced_letters(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """A name whose parts stand in several cells or whose letters stand apart, or that a line's end parts."""
        low, high = max(0, start - 1), min(len(text), end + 1)
        if text[start:end].isalnum() or text[low:start].isalnum() or text[end:high].isalnum():
            return
        written = text[start:end]
        for joined in (
            _LINE_HYPHEN.sub("", written),
            _PARTED.sub(" ", written),
            re.sub(r"[\W_]", "", written) if _SPACED.fullmatch(written.strip()) else written,
        ):
            if joined == written:
                continue
            # Only with capitals, for it may be words of the language in a row.
            found = [edit for edit in self._list.search(joined)[0] if edit.end - edit.start >= len(joined.strip())]
            if found and not any(word[0].islower() for word in joined.split()):
                yield Hit(start, end, found[0].replacement)
                return

    @cached_property
    def _name_patterns(self) -> list[Any]:
        """What any spelling of a name has: its letters and digits in order, whatever characters stand between."""
        return patterns_of(self._list.spellings())

    @cached_property
    def _as_written(self) -> list[Any]:
        """The names with their accents, as bytes have them that nobody folds."""
        return patterns_of(name for name in self._list.written_spellings() if not name.isascii())

    def _numbers(self, text: str) -> Iterator[Hit]:
        """The key's numbers, whatever characters stand between their digits."""
        for start, end in found_spans(self._number_patterns, text):
            low, high = max(0, start - 4), end
            while low > 0 and text[low - 1].isdigit() and start - low < _LONGEST_GROUP:
                low -= 1
            while high < len(text) and text[high].isdigit() and high - end < _LONGEST_GROUP:
                high += 1
            for match in _DIGITS.finditer(text, low, high):
                yield from self._number(text, match.start(), match.end())

    def _number(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """The key's numbers that are whole groups of the digits in ``text[start:end]``."""
        groups = [group.span() for group in _GROUP.finditer(text, start, end)]
        for number, (first, _) in enumerate(groups):
            digits = ""
            for begin, stop in groups[number:]:
                digits += text[begin:stop]
                if digits in self._by_digits:
                    yield Hit(first, stop, *self._by_digits[digits])

    @cached_property
    def _number_patterns(self) -> list[Any]:
        # Of the first digit there are two spellings, 0 and a country's code.
        expressions = sorted({f"{BETWEEN}{{0,3}}".join(digits[1:]) for digits in self._by_digits})
        return [compiled("", expressions[at : at + _AT_ONCE]) for at in range(0, len(expressions), _AT_ONCE)]

    @cached_property
    def _by_digits(self) -> dict[str, tuple[str, str]]:
        """Replacement and kind by digits."""
        found: dict[str, tuple[str, str]] = {}
        for (kind, value), replacement in sorted(self.identifiers.items()):
            digits = "".join(filter(str.isdigit, value))
            if len(digits) >= _SHORTEST_NUMBER and not any(map(str.isalpha, value)):
                found.setdefault(digits, (replacement, kind))
                # Indonesia's numbers are written with 0 and with 62.
                if digits.startswith("0"):
                    found.setdefault("62" + digits[1:], (replacement, kind))
                elif digits.startswith("62"):
                    found.setdefault("0" + digits[2:], (replacement, kind))
        return found

    def _written(self, text: str) -> Iterator[Hit]:
        """The key's addresses, accounts and whatever else has letters, whole and whatever their case."""
        for start, end in found_spans(self._written_patterns, text):
            found = text[start:end]
            kind, replacement = self._by_letters.get(_squeezed(found), ("", ""))
            if not replacement or (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
                continue
            # A handle is no word: it stands behind an "@", and ends where it does in a source.
            if kind == "handle" and not _is_handle(text, start, end):
                continue
            yield Hit(start, end, replacement, kind)

    @cached_property
    def _by_letters(self) -> dict[str, tuple[str, str]]:
        return {
            _squeezed(value): (kind, replacement)
            for (kind, value), replacement in sorted(self.identifiers.items())
            if any(map(str.isalpha, value)) and len(_squeezed(value)) >= SHORT_NAME
        }

    @cached_property
    def _written_patterns(self) -> list[Any]:
        values = {value for _, value in self.identifiers if _squeezed(value) in self._by_letters}
        expressions = {expression([re.sub(r"[\W_]", "", run) for run in parts_of(value)]) for value in values}
        return [compiled("", expressions)] if expressions else []


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _is_handle(text: str, start: int, end: int) -> bool:
    """Whether the name of an account in ``text[start:end]`` is a whole one, with its ``@``."""
    if text[start] != "@" and text[start - 1 : start] != "@":
        return False
    low = max(0, start - 4)
    found = find_identifiers(text[low : end + _AFTER], ("handle",))
    return any(low + each.start <= start and low + each.end == end for each in found)


def _touches_letters(text: str, found: Identifier) -> bool:
    """Whether what was found is part of a longer run of letters and digits."""
    start, end = found.start, found.end
    return (text[start].isalnum() and text[max(0, start - 1) : start].isalnum()) or text[end : end + 1].isalnum()
