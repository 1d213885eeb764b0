"""The quotations of an article's informants: marked or set apart as blocks, and who says them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from benang.sources.articles import attribution
from benang.sources.articles.attribution import Verdict
from benang.sources.articles.body import Body
from benang.sources.articles.informant_labels import Labels
from benang.sources.articles.quotation_marks import QuotedSpan, marks_in, quoted_spans, single_quoted_spans
from benang.text.words import count_words

_MOST_PARAGRAPHS = 8
_LONGEST = 8000
"""Code points that a quotation over several paragraphs may have."""
_FEWEST_WORDS = 4
"""Words that a sentence has at least whose end no full stop shows, and a quotation whose speaker is missed."""
_MOST_BRACKETS = 40
_REACH = 300
_BETWEEN = " \t\r\n\f.,;:!?…⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What may stand behind a quotation, and behind what says whose it is, without being text."""
_ENDED = re.compile(r"[.!?…。！？]['\"”’»›)\]」』]{0,3}\s*\Z")
_LEAD = re.compile(r"[\W_]*")
_BRACKET = re.compile(r"[(\[（]|[–—―](?=\s{0,20}\w)|(?<=\s)-{1,2}(?=\s{0,20}\w)")
_LIST_ITEM = re.compile(r"(?:[-*•▪]\s|\(?\w{1,2}[.)]\s)")


@dataclass(frozen=True)
class Quotation:
    """What an informant is quoted with.

    Attributes:
        parts: spans of the body's text, in order; a part a paragraph, or a side of "said Informant 3".
        label: who says it, as the article writes it.
        heading: the heading it stands under.
    """

    parts: tuple[tuple[int, int], ...]
    label: str
    heading: str


@dataclass
class Quotations:
    """The quotations of an article in order, and where those begin whose speaker cannot be told."""

    of_informants: list[Quotation] = field(default_factory=list)
    of_nobody: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Candidate:
    parts: tuple[tuple[int, int], ...]
    outer: tuple[int, int]
    paragraph: int  # where it begins
    last: int  # where it ends
    opened: bool = True
    closed: bool = True
    verdict: Verdict | None = None  # what its own last or first words say
    single: bool = False


def find_quotations(body: Body, labels: Labels, language: str) -> Quotations:
    """Find the quotations of informants.

    A quotation stands in quotation marks (one of which may be missing) and is a whole sentence or a paragraph of its
    own; or it is a paragraph without marks that is indented or introduced, and attributed. Its speaker is named behind
    it, in brackets, after a dash or in its sentence, or in the sentence before it.

    Args:
        body: the article's body.
        labels: finds labels.
        language: of the article.
    """
    return _Search(body, labels, language).run()


class _Search:
    def __init__(self, body: Body, labels: Labels, language: str) -> None:
        self.text = body.text
        self.paragraphs = body.paragraphs
        self.labels = labels
        self.language = language
        self.found = Quotations()

    def run(self) -> Quotations:
        number = 0
        begin: int | None = None
        while number < len(self.paragraphs):
            number, begin = self._paragraph(number, begin)
        self.found.of_nobody.sort()
        return self.found

    def _paragraph(self, number: int, begin: int | None) -> tuple[int, int | None]:
        """Take a paragraph (from ``begin`` on): which paragraph comes next, and where in it."""
        paragraph = self.paragraphs[number]
        done = paragraph.start if begin is None else begin
        candidates = self._candidates(number, done)
        attributed = False
        last: tuple[Quotation, Verdict] | None = None
        for index, candidate in enumerate(candidates):
            if candidate.outer[0] < done and begin is None and last is not None:
                continue
            verdict = self._verdict(candidate, done, last)
            limit = candidates[index + 1].outer[0] if index + 1 < len(candidates) else None
            if verdict.says == "informant" and self._is_whole(candidate, verdict, limit):
                last = self._added(candidate, verdict, last), verdict
                attributed = True
                done = max(candidate.outer[1], verdict.end)
            else:
                attributed = attributed or verdict.says == "literature"
                last = None
                if verdict.says != "literature" and self._is_missed(candidate, verdict):
                    self.found.of_nobody.append(candidate.parts[0][0])
                    attributed = True
                if candidate.closed:
                    done = candidate.outer[1]
            if candidate.last > number:
                return candidate.last, max(done, candidate.outer[1])
        if not attributed and begin is None and (quotation := self._unmarked(number)):
            self.found.of_informants.append(quotation)
        return number + 1, None

    def _candidates(self, number: int, begin: int) -> list[_Candidate]:
        """What stands in quotation marks, outer marks before inner ones of the other kind."""
        end = self.paragraphs[number].end
        candidates: list[_Candidate] = []
        for span in quoted_spans(self.text, begin, end):
            candidate = self._candidate(span, number)
            candidates.append(candidate)
            if candidate.last > number:
                break
        for span in single_quoted_spans(self.text, begin, end):
            inside = any(one.outer[0] <= span.start < one.outer[1] for one in candidates[:200])
            candidate = self._candidate(span, number, single=True)
            if not inside and self._verdict(candidate, begin, None).says == "informant":
                within = [one for one in candidates if span.outer_start <= one.outer[0] < span.outer_end]
                candidates = [one for one in candidates if one not in within] + [candidate]
        if not candidates and (broken := self._broken_single(number, begin)):
            return [broken]
        return sorted(candidates, key=lambda one: one.outer)

    def _broken_single(self, number: int, begin: int) -> _Candidate | None:
        """A paragraph in single quotation marks that a page's end parts."""
        following = number + 1
        if following == len(self.paragraphs) or not self.paragraphs[following].broken:
            return None
        end = self.paragraphs[number].end
        mark = next(marks_in(self.text, begin, end, single=True), None)
        if mark is None or mark.start != begin or not mark.opens:
            return None
        return self._continued(QuotedSpan(mark.end, end, begin, end, closed=False), number, single=True)

    def _candidate(self, span: QuotedSpan, number: int, *, single: bool = False) -> _Candidate:
        text = self.text
        start, end = span.start, span.end
        outer = (span.outer_start, span.outer_end)
        verdict: Verdict | None = None
        if not span.closed:
            cut = self._first_attribution(start, end)
            if cut is None and end == self.paragraphs[number].end and (longer := self._continued(span, number)):
                return longer
            if cut is not None:
                end, verdict = cut
                outer = (outer[0], verdict.end)
        elif cut := self._last_attribution(start, end):
            end, verdict = cut
            verdict = Verdict(verdict.label, verdict.says, verdict.weight, span.outer_end)
        if not span.opened:
            colon = max(text.rfind(": ", start, end), text.rfind(":\n", start, end))
            start = colon + 1 if colon >= 0 and self.labels.in_sentence(text, start, colon) else start
        said = self.labels.at(text, start, end)
        if said and text[said.end : said.end + 1] == ":":
            start, verdict = said.end + 1, Verdict(said.text, "informant", attribution.BRACKET, outer[1])
        return _Candidate(
            (_stripped(text, start, end),), outer, number, number, span.opened, span.closed, verdict, single
        )

    def _continued(self, span: QuotedSpan, number: int, *, single: bool = False) -> _Candidate | None:
        """A quotation that goes on in the paragraphs below until its mark closes."""
        text, heading = self.text, self.paragraphs[number].heading
        character = text[span.outer_start]
        parts = [_stripped(text, span.start, span.end)]
        for following in range(number + 1, min(len(self.paragraphs), number + _MOST_PARAGRAPHS)):
            paragraph = self.paragraphs[following]
            if paragraph.heading != heading or paragraph.end - span.start > _LONGEST:
                return None
            begin = paragraph.start
            marks = marks_in(text, paragraph.start, paragraph.end, single=single)
            mark = next(marks, None)
            if mark and mark.opens and mark.start == paragraph.start and mark.character[0] == character:
                begin, mark = mark.end, next(marks, None)
            if mark is None:
                cut = self._first_attribution(begin, paragraph.end)
                if cut is not None:
                    parts.append(_stripped(text, begin, cut[0]))
                    outer = (span.outer_start, cut[1].end)
                    return _Candidate(tuple(parts), outer, number, following, closed=False, verdict=cut[1])
                parts.append(_stripped(text, begin, paragraph.end))
                continue
            if mark.opens and not mark.closes:
                return None
            end, verdict = mark.start, None
            if cut := self._last_attribution(begin, mark.start):
                end, verdict = cut
            parts.append(_stripped(text, begin, end))
            return _Candidate(tuple(parts), (span.outer_start, mark.end), number, following, verdict=verdict)
        return None

    def _first_attribution(self, start: int, end: int) -> tuple[int, Verdict] | None:
        """The first brackets or dash with a label in a span, and where the words before them end."""
        for count, match in enumerate(_BRACKET.finditer(self.text, start, end)):
            if count == _MOST_BRACKETS:
                break
            verdict = attribution.closing(self.text, match.start(), end, self.labels)
            if verdict and verdict.says == "informant":
                return match.start(), verdict
        return None

    def _last_attribution(self, start: int, end: int) -> tuple[int, Verdict] | None:
        """Brackets or a dash with a label that end a span, and where the words before them end."""
        low = max(start, end - _REACH)
        for match in reversed(list(_BRACKET.finditer(self.text, low, end))[-5:]):
            verdict = attribution.closing(self.text, match.start(), end, self.labels)
            if verdict and verdict.says == "informant" and not self.text[verdict.end : end].strip(_BETWEEN):
                return match.start(), verdict
        return None

    def _verdict(self, candidate: _Candidate, done: int, last: tuple[Quotation, Verdict] | None) -> Verdict:
        """Who says it: the weightiest of what stands in it, behind it and before it."""
        text, paragraph = self.text, self.paragraphs[candidate.last]
        verdicts = [candidate.verdict] if candidate.verdict else []
        place = candidate.outer[1]
        ended = _ENDED.search(text[candidate.parts[-1][0] : candidate.parts[-1][1]][-6:]) is not None
        if not candidate.verdict:
            behind = attribution.after(text, place, paragraph.end, self.labels, self.language, ended=ended)
            if not behind.says and not text[place : paragraph.end].strip(_BETWEEN):
                behind = self._next_paragraph(candidate.last)
            verdicts.append(behind)
        if verdicts[0].weight == attribution.BRACKET and verdicts[0].says != "interview":
            return verdicts[0]
        begin = max(self.paragraphs[candidate.paragraph].start, done) if candidate.opened else candidate.outer[0]
        start = candidate.outer[0] if candidate.opened else candidate.parts[0][0]
        if last and last[1].weight in (attribution.SAID, attribution.AFTER) and begin <= start:
            between = text[last[1].end : start]
            if len(between) < 100 and not re.search(r"[.!?…]\s", between):
                verdicts.append(Verdict(last[0].label, "informant", attribution.CONTINUED, place))
        if text[begin:start].strip():
            verdicts.append(attribution.before(text, begin, start, self.labels, self.language))
        elif begin == self.paragraphs[candidate.paragraph].start:
            verdicts.append(self._introduction(candidate.paragraph))
        return max(verdicts, key=lambda verdict: verdict.weight if verdict.says != "interview" else 0)

    def _next_paragraph(self, number: int) -> Verdict:
        """What brackets or a dash say with which the next paragraph begins, and which are all of it or of its line."""
        if number + 1 >= len(self.paragraphs):
            return Verdict()
        following = self.paragraphs[number + 1]
        verdict = attribution.closing(self.text, following.start, following.end, self.labels)
        if verdict is None or verdict.says not in ("informant", "literature"):
            return Verdict()
        rest = self.text[verdict.end : following.end].partition("\n")[0]
        return Verdict() if rest.strip(_BETWEEN) else verdict

    def _introduction(self, number: int) -> Verdict:
        """What the end of the paragraph before says, if it introduces what comes next."""
        if number == 0 or self.paragraphs[number - 1].heading != self.paragraphs[number].heading:
            return Verdict()
        earlier = self.paragraphs[number - 1]
        if not self.labels.introduces(self.text[max(earlier.start, earlier.end - 60) : earlier.end]):
            return Verdict()
        return attribution.before(self.text, earlier.start, earlier.end, self.labels, self.language)

    def _is_whole(self, candidate: _Candidate, verdict: Verdict, limit: int | None) -> bool:
        """Whether it is a sentence, or a paragraph of its own, rather than words or a title in quotation marks."""
        text = self.text
        start, end = candidate.parts[0][0], candidate.parts[-1][1]
        content = text[start:end]
        if not content or not any(character.isalpha() for character in content):
            return False
        if not candidate.opened or not candidate.closed or len(candidate.parts) > 1:
            return verdict.weight >= attribution.SAID
        paragraph = self.paragraphs[candidate.paragraph]
        first = content[_match_end(_LEAD, content) :][:1]
        words = count_words(content)
        at_start = not text[paragraph.start : candidate.outer[0]].strip()
        behind = text[max(candidate.outer[1], verdict.end) : paragraph.end]
        if at_start and not behind.strip(_BETWEEN) and verdict.weight >= attribution.SAID:
            return True
        ended = _ENDED.search(content) is not None
        if verdict.weight == attribution.CONTINUED:
            return ended or words >= _FEWEST_WORDS
        before = text[paragraph.start : candidate.outer[0]].rstrip()[-1:]
        if first.islower():
            return before in (":", "：") and words >= _FEWEST_WORDS
        comma = content.endswith(",") and verdict.weight in (attribution.SAID, attribution.AFTER)
        if ended or comma:
            return words > 1 or before in ("", ":", ".", ",")
        return words >= _FEWEST_WORDS and not _is_title(content)

    def _is_missed(self, candidate: _Candidate, verdict: Verdict) -> bool:
        """Whether it looks like what an informant says, though nobody is named who says it."""
        start, end = candidate.parts[0][0], candidate.parts[-1][1]
        content = self.text[start:end]
        if candidate.single or not candidate.opened or not candidate.closed or count_words(content) < _FEWEST_WORDS:
            return False
        first = content[_match_end(_LEAD, content) :][:1]
        return not first.islower() and (_ENDED.search(content) is not None or verdict.says in ("interview", "several"))

    def _added(self, candidate: _Candidate, verdict: Verdict, last: tuple[Quotation, Verdict] | None) -> Quotation:
        parts = tuple(part for part in candidate.parts if part[0] < part[1])
        if last and verdict.weight == attribution.CONTINUED:
            parts = (*self.found.of_informants.pop().parts, *parts)
        quotation = Quotation(parts, verdict.label, self.paragraphs[candidate.paragraph].heading)
        self.found.of_informants.append(quotation)
        return quotation

    def _unmarked(self, number: int) -> Quotation | None:
        """A paragraph without quotation marks that is set apart as a block, or introduced, and attributed."""
        text, paragraph = self.text, self.paragraphs[number]
        start, end = paragraph.start, paragraph.end
        if _LIST_ITEM.match(text, start, end) or attribution.closing(text, start, end, self.labels):
            return None
        verdict = Verdict()
        if cut := self._last_attribution(start, end):
            end, verdict = cut
        if not verdict.says:
            verdict = self._next_paragraph(number)
        said = self.labels.at(text, start, end)
        if said and text[said.end : said.end + 1] == ":" and paragraph.indented:
            start, verdict = said.end + 1, Verdict(said.text, "informant", attribution.BRACKET)
        introduction = self._introduction(number)
        earlier = self.paragraphs[number - 1] if number else None
        after_colon = earlier is not None and text[earlier.end - 1 : earlier.end] in (":", "：")
        is_sentence = _ENDED.search(text[max(start, end - 8) : end]) is not None
        if verdict.says != "informant" and introduction.weight == attribution.INTRODUCED:
            verdict = introduction if is_sentence and (after_colon or paragraph.indented) else Verdict()
        if verdict.says != "informant" or not (paragraph.indented or after_colon):
            return None
        part = _stripped(text, start, end)
        if count_words(text[slice(*part)]) < _FEWEST_WORDS:
            return None
        return Quotation((part,), verdict.label, paragraph.heading)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    return min(start, end), max(start, start + len(content.strip()))


def _match_end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _is_title(content: str) -> bool:
    """Whether most of its longer words have capitals."""
    longer = [word for word in content.split() if len(word) > 3]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) > 0.6 * len(longer)
