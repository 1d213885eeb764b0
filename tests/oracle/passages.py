"""Passages: the unit of evidence, recomputed (issue's words: ``docs/counting.md``).

Choices that the definitions leave open:

* Symbols of category S make pieces and let them meet; where words are counted, in numerators and in bases, they are
none.
* A piece reaches from its first word to its last. A coding without words reaches over its own span, within the first
  utterance that it touches; it is no piece where it touches none (a speaker's label). Pieces meet where they overlap,
  which between pieces of words is to share a word.
* A theme that has no category stands for itself among the categories, so that a flat codebook keeps its codes.
* Several adjudicated sides of one code in a passage are united, as the sides of one person's codings are; what is
  coded with another code there keeps its own.
* A decided side is a side towards the code's nearest non-negative ancestor, and is mirrored as a coding's side is.
* A consensus coding that is itself ``disputed`` adds no side; a passage that gets a side from nothing else is disputed.
* ``agreed`` counts what a decision keeps, too: a difference that is decided is none any more.
* With one coder's name, decisions drop nothing: that coder's own view is asked for.
* Who coded a source by hand has read it, whatever became of the coding.
* With ``count: consensus``, or one coder, no passage that is counted is undecided.
* Left out, with ``agreed``: what ``any`` would count and ``agreed`` does not. With ``consensus``: what ``any`` would
  count and whose first piece meets no piece of the consensus on that unit. Otherwise nothing is left out.
"""

from dataclasses import dataclass, replace

from .words import words_and_symbols

LEVELS = ("code", "category", "theme")
USES = ("hide", "doubt", "best", "typical", "")
VOICES = {"informant": "said", "interviewer": "asked", "observer": "observed"}
MACHINES = ("rule", "llm")
SETS = {"for": {"for"}, "against": {"against"}, "both": {"for", "against"}, "none": set(), "disputed": set()}
MIRRORED = {"for": "against", "against": "for"}


@dataclass(frozen=True)
class Piece:
    """A coding within one turn: what it covers there, as places in the source's text."""

    coding_id: str
    coder: str
    code_id: str
    start: int  # of its first word or symbol; of its own span where it has none
    end: int
    words: frozenset  # places of its words
    side: str  # towards the nearest ancestor that is not negative
    use: str

    @property
    def key(self):
        return (self.end, -self.start, self.coding_id)


@dataclass(frozen=True)
class Passage:
    """One passage, as ``passages.csv`` tells it (without its id, and with the spans of its words)."""

    level: str
    code_id: str
    source_id: str
    turn: int
    start: int
    end: int
    case_id: str
    voice: str
    coding_ids: tuple
    coders: tuple
    side: str
    use: str
    words: int
    new_words: int  # that no passage of the unit before it in the turn holds
    undecided: bool
    question_turn: int
    prompted: str
    spans: frozenset  # of its words

    @property
    def key(self):
        """What tells it from every other passage: no two share a core."""
        return (self.level, self.code_id, self.source_id, self.turn, self.coding_ids)


# -- what is counted ------------------------------------------------------------------------------------------------


def counted(study):
    """The codings that count: accepted, of the coders, not dropped by a decision; machines only where named."""
    if study.count == "consensus":
        return [row for row in study.codings if row["method"] == "consensus" and row["status"] == "accepted"]
    several = study.count in ("any", "agreed")
    coders = study.coders if several else [study.count]
    gone = dropped(study) if several else set()
    return [
        row
        for row in study.codings
        if row["status"] == "accepted" and row["coder"] in coders and row["coding_id"] not in gone
    ]


def dropped(study):
    """Ids of codings that a decision drops."""
    return _decided(study, {"a": "b", "b": "a", "neither": "ab"})


def kept(study):
    """Ids of codings that a decision keeps."""
    return _decided(study, {"a": "a", "b": "b", "both": "ab"})


def _decided(study, whose):
    """Codings that decisions are about; where only sides differ, ``neither`` alone says anything of the codings."""
    return {
        coding_id
        for row in study.disagreements
        if row["kind"] != "side" or row["decision"] == "neither"
        for which in whose.get(row["decision"], "")
        for coding_id in row[f"coding_ids_{which}"]
    }


def readers(study):
    """The counted coders who read each source: who coded there by hand, or is named in ``read``."""
    found = {row["source_id"]: set() for row in study.sources}
    for row in study.codings:
        if row["coder"] in study.coders and row["method"] == "human":
            found[row["source_id"]].add(row["coder"])
    for coder, what in study.read.items():
        if coder in study.coders:
            for source in found if what == "all" else what:
                found[source].add(coder)
    return found


# -- the codebook -----------------------------------------------------------------------------------------------------


class Codebook:
    """Who is above whom, which codes are negative, and which are topics."""

    def __init__(self, rows):
        self.rows = {row["code_id"]: row for row in rows}

    def lineage(self, code_id):
        """The code and what is above it, upwards."""
        while code_id:
            yield code_id
            code_id = self.rows[code_id]["parent_id"]

    def negative(self, code_id):
        """Whether the code, or one above it, speaks against its category."""
        return any(self.rows[above]["negative"] for above in self.lineage(code_id))

    def default_side(self, code_id):
        if self.rows[code_id].get("side", "") == "none":
            return "none"
        return "against" if self.negative(code_id) else "for"

    def unit(self, code_id, level):
        """The unit of a level that a code counts to; "" where there is none."""
        if level == "code":
            return code_id
        row = self.rows[code_id]
        if level == "category" and row["level"] == "theme" and not self._divided(code_id):
            return code_id
        return row[f"{level}_id"]

    def units(self, level):
        """All units of a level: every code there is at level ``code``."""
        return [code_id for code_id in self.rows if self.unit(code_id, level) == code_id]

    def _divided(self, theme):
        return any(row["parent_id"] == theme for row in self.rows.values())

    def mirrors(self, code_id, level):
        """Whether a unit of a level is for itself where its codings speak against what is above it."""
        return level != "code" and self.negative(code_id)


def towards(side, mirrored):
    """A side, seen from the other end where ``mirrored``."""
    return MIRRORED.get(side, side) if mirrored else side


# -- pieces -----------------------------------------------------------------------------------------------------------


def pieces(study):
    """The pieces of every counted coding: (source, turn) -> pieces."""
    codebook = Codebook(study.codes)
    turns = {}
    for row in study.turns:
        turns.setdefault(row["source_id"], []).append(row)
    found_in = {(row["source_id"], row["turn"]): words_of(row) for row in study.turns}
    found = {}
    for row in counted(study):
        covered = {}
        for turn in turns.get(row["source_id"], []):
            place = (row["source_id"], turn["turn"])
            words, symbols = (
                [span for span in some if overlap(span, (row["start"], row["end"]))] for some in found_in[place]
            )
            if words or symbols:
                start, end = min(words + symbols)[0], max(words + symbols)[1]
                covered[place] = (start, end, frozenset(words))
        if not covered:
            touched = [
                (max(row["start"], turn["start"]), min(row["end"], turn["end"]), turn["turn"])
                for turn in turns.get(row["source_id"], [])
                if overlap((turn["start"], turn["end"]), (row["start"], row["end"]))
            ]
            for start, end, turn in sorted(touched)[:1]:
                covered[row["source_id"], turn] = (start, end, frozenset())
        for place, (start, end, words) in covered.items():
            side = row.get("side", "") or codebook.default_side(row["code_id"])
            piece = Piece(row["coding_id"], row["coder"], row["code_id"], start, end, words, side, row.get("use", ""))
            found.setdefault(place, []).append(piece)
    return found


def words_of(turn):
    """Places of a turn's words, and of its symbols, in the text of its source."""
    return tuple(
        [(turn["start"] + first, turn["start"] + last) for first, last in found]
        for found in words_and_symbols(turn["text"])
    )


def overlap(one, two):
    return max(one[0], two[0]) < min(one[1], two[1])


def meet(one, two):
    """Whether two pieces share a word."""
    return overlap((one.start, one.end), (two.start, two.end))


def gathered(found):
    """Pieces of one unit in one turn by core: a list of groups, the core first in each."""
    in_order = sorted(found, key=lambda piece: piece.key)
    cores = []
    for piece in in_order:
        if not any(meet(piece, core) for core in cores):
            cores.append(piece)
    return [[core, *(piece for piece in in_order if piece is not core and meet(piece, core))] for core in cores]


def voice_of(turn):
    """Whose words a turn holds: said, asked, observed, reported; "" for a file's head and an article's prose."""
    if turn["role"] in VOICES:
        return VOICES[turn["role"]]
    return "reported" if turn["speaker"] else ""


def case_of(turn):
    """The case that a turn is evidence of."""
    return turn["case_id"] if voice_of(turn) in ("said", "observed") else ""


# -- passages ---------------------------------------------------------------------------------------------------------


def passages(study):
    """All passages of all levels."""
    return [one for level in levels(study) for one in gather(study, *level)]


def all_left_out(study):
    """What is left out, of all levels."""
    return [one for level in levels(study) for one in left_out(study, *level)]


def gather(study, level, unit_of, mirrors):
    """The passages of some units: ``unit_of`` is the unit of each code, ``mirrors`` whether its sides are turned."""
    turns = {(row["source_id"], row["turn"]): row for row in study.turns}
    who_read, keeps = readers(study), kept(study)
    found = []
    for place, here in pieces(study).items():
        if not voice_of(turns[place]):
            continue
        by_unit = {}
        for piece in here:
            unit = unit_of.get(piece.code_id, "")
            if unit:
                by_unit.setdefault(unit, []).append(piece)
        for unit, of_unit in by_unit.items():
            seen = set()
            for group in gathered(of_unit):
                missing = who_read.get(place[0], set()) - {piece.coder for piece in group}
                differs = bool(missing) and not any(piece.coding_id in keeps for piece in group)
                if study.count == "agreed" and differs:
                    continue
                undecided = study.count == "any" and differs
                found.append(_passage(study, level, unit, turns[place], group, undecided, mirrors, seen))
                seen |= found[-1].spans
    return found


def _passage(study, level, unit, turn, group, undecided, mirrors, seen):
    spans = frozenset().union(*(piece.words for piece in group))
    return Passage(
        level=level,
        code_id=unit,
        source_id=turn["source_id"],
        turn=turn["turn"],
        start=min(piece.start for piece in group),
        end=max(piece.end for piece in group),
        case_id=case_of(turn),
        voice=voice_of(turn),
        coding_ids=tuple(sorted({piece.coding_id for piece in group})),
        coders=tuple(sorted({piece.coder for piece in group})),
        side=side_of(study, group, mirrors),
        use=min((piece.use for piece in group), key=USES.index),
        words=len(spans),
        new_words=len(spans - seen),
        undecided=undecided,
        question_turn=question_before(study, turn),
        prompted=prompted(study, unit, turn),
        spans=spans,
    )


def left_out(study, level, unit_of, mirrors):
    """The passages that a way of counting leaves out, though somebody coded them and nobody decided."""
    if study.count not in ("agreed", "consensus"):
        return []
    anybody = gather(replace(study, count="any"), level, unit_of, mirrors)
    if study.count == "agreed":
        return [one for one in anybody if one.undecided]
    agreed = pieces(study)

    coded = pieces(replace(study, count="any"))

    def met(one):
        place = (one.source_id, one.turn)
        mine, theirs = (
            [piece for piece in found.get(place, []) if unit_of.get(piece.code_id, "") == one.code_id]
            for found in (coded, agreed)
        )
        core = next(group[0] for group in gathered(mine) if {piece.coding_id for piece in group} == {*one.coding_ids})
        return any(meet(core, piece) for piece in theirs)

    return [one for one in anybody if not met(one)]


def levels(study):
    """Each level with the unit of each code, and whether its sides are turned."""
    codebook = Codebook(study.codes)
    for level in LEVELS:
        units = {code_id: codebook.unit(code_id, level) for code_id in codebook.rows}
        yield level, units, {code_id: bool(unit) and codebook.mirrors(unit, level) for code_id, unit in units.items()}


def side_of(study, group, mirrors):
    """The side of the pieces in ``group``: the union per coder, intersected across coders; of a code whose side was
    decided, the decided one for every coder."""
    ids = {piece.coding_id for piece in group}
    decided = {}
    for row in study.disagreements if study.count in ("any", "agreed") else []:
        if row.get("side") and ids & {*row["coding_ids_a"], *row["coding_ids_b"]}:
            decided.setdefault(row["code_id"], set()).update(SETS[towards(row["side"], mirrors[row["code_id"]])])
    by_coder = {}
    for piece in group:
        own = SETS[towards(piece.side, mirrors[piece.code_id])]
        by_coder.setdefault(piece.coder, set()).update(decided.get(piece.code_id, own))
    if not any(by_coder.values()):
        open_ = [piece for piece in group if piece.code_id not in decided]
        return "disputed" if any(piece.side == "disputed" for piece in open_) else "none"
    return named(set.intersection(*by_coder.values()), empty="disputed")


def named(sides, empty="none"):
    """The word for a set of sides."""
    if len(sides) == 2:
        return "both"
    return next(iter(sides), empty)


def question_before(study, turn):
    """Number of the nearest turn of an interviewer before ``turn``; 0 where there is none."""
    return max(
        (
            row["turn"]
            for row in study.turns
            if row["source_id"] == turn["source_id"] and row["role"] == "interviewer" and row["turn"] < turn["turn"]
        ),
        default=0,
    )


# -- questions --------------------------------------------------------------------------------------------------------


def covers(study, question, unit):
    """Whether a question of the guide is about a unit (a code, or several).

    Choice: it is where a code that the guide names for it is the unit, above it or below it.
    """
    codebook = Codebook(study.codes)
    return any(
        code_id in codebook.lineage(one) or one in codebook.lineage(code_id)
        for row in study.guide
        if row["question"] == question
        for code_id in row["codes"]
        for one in ([unit] if isinstance(unit, str) else unit)
        if one in codebook.rows
    )


def prompted(study, unit, turn):
    """Whether what is said in a turn answers a question about a unit; "" where nobody confirmed the source's questions.

    Choices: a source is confirmed where ``asked`` names it; the question is the last confirmed one before or in the
    turn, so that "and then?" between them changes nothing.
    """
    here = [row for row in study.asked if row["source_id"] == turn["source_id"]]
    if not here:
        return ""
    last = max((row["turn"] for row in here if row["turn"] <= turn["turn"]), default=None)
    return "yes" if any(row["turn"] == last and covers(study, row["question"], unit) for row in here) else "no"
