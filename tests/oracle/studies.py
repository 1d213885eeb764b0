"""Small studies that hypothesis makes up, as tables in memory, and a few written to disk for whole runs.

The tables have what makes counting hard: several informants in one source, codings over turns, questions and labels,
observations shared by cases, codings on themes, three coders with gaps, sides in conflict, negative codes and
categories, topics, codes that nobody gave, cases that nobody heard, several sources a case, symbols and cut words.
"""

import hashlib

from hypothesis import strategies as st

from .tables import Study

PEOPLE = ("ann", "ben", "cai")
CASES = ("P1", "P2", "P3", "P4")  # P4 is never heard
SIDES = ("", "", "", "for", "against", "both", "none")
USES = ("", "", "typical", "best", "doubt", "hide")
SPEAKERS = {  # speaker: (role, case)
    "P1": ("informant", "P1"),
    "P2": ("informant", "P2"),
    "P3": ("informant", "P3"),
    "Moderator": ("interviewer", ""),
    "Guest": ("other", ""),
    "Unknown": ("informant", ""),  # an informant whose case cannot be told
    "": ("other", ""),  # the head of a file, an article's prose
}
WORDS = ("shop", "don’t", "anak-anak", "12.500", "好的", "カタ", "😀", "€", "—", "...", "(...)", "na\u0303o", "no")

TREE = {  # code: the code above it
    "trust": "",
    "relations": "trust",
    "answers": "relations",
    "quick": "answers",
    "deceit": "relations",
    "distance": "trust",
    "silence": "distance",
    "alone": "",
    "money": "",
    "nobody": "money",
}


GUIDE = (
    {"question": "1", "codes": ["answers"]},
    {"question": "2", "codes": ["distance", "money"]},
    {"question": "3", "codes": []},
)


def codes(negative=(), topics=()):
    """A codebook of three themes, one of them with nothing below it."""
    rows = []
    for order, (code_id, parent) in enumerate(TREE.items(), 1):
        lineage = [code_id]
        while TREE[lineage[-1]]:
            lineage.append(TREE[lineage[-1]])
        rows.append(
            {
                "code_id": code_id,
                "parent_id": parent,
                "level": ("theme", "category", "code")[min(len(lineage), 3) - 1],
                "theme_id": lineage[-1],
                "category_id": lineage[-2] if len(lineage) > 1 else "",
                "origin": "inductive",
                "negative": code_id in negative,
                "side": "none" if code_id in topics else "",
                "cites": [],
                "example": "",
                "colour": "",
                "order": order,
            }
        )
    return rows


def source(source_id, utterances, kind="interview", case_ids=()):
    """A source and its turns, from (speaker, role, case, words) of each utterance."""
    text, turns = "", []
    for number, (speaker, role, case, said) in enumerate(utterances, 1):
        text += f"{speaker}: " if speaker else ""
        start = len(text)
        text += said
        turns.append(
            {
                "source_id": source_id,
                "turn": number,
                "start": start,
                "end": len(text),
                "speaker": speaker,
                "role": role,
                "role_from": "word",
                "case_id": case,
                "heading": "",
                "line": number,
                "time_start": None,
                "time_end": None,
                "n_words": 0,
                "text": said,
            }
        )
        text += "\n"
    text = text.rstrip("\n")
    row = {
        "source_id": source_id,
        "kind": kind,
        "case_ids": list(case_ids or sorted({turn["case_id"] for turn in turns} - {""})),
        "file": f"{source_id}.txt",
        "format": "txt",
        "language": "en",
        "encoding": "utf-8",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "n_characters": len(text),
        "n_words": 0,
        "n_turns": len(turns),
        "text": text,
    }
    return row, turns


def coding(number, source_row, turns, start, end, code_id, coder, **more):
    """A coding of ``start:end``; its id is a hash, so that the order of ids is not the order of places."""
    # A label belongs to the turn it stands before.
    touched = [turn["turn"] for turn in turns if turn["end"] > start] or [turns[-1]["turn"]]
    last = [turn["turn"] for turn in turns if turn["start"] < end and turn["turn"] >= touched[0]] or touched[:1]
    row = {
        "coding_id": "c" + hashlib.sha256(str(number).encode()).hexdigest()[:10],
        "source_id": source_row["source_id"],
        "case_id": next(
            (turn["case_id"] for turn in turns if turn["case_id"] and turn["end"] > start and turn["start"] < end), ""
        ),
        "turn": touched[0],
        "last_turn": last[-1],
        "start": start,
        "end": end,
        "line": touched[0],
        "code_id": code_id,
        "coder": coder,
        "method": "human",
        "status": "accepted",
        "quotation": source_row["text"][start:end],
        "why": "",
        "anchor": "exact",
        "side": "",
        "use": "",
    }
    return row | more


@st.composite
def utterances(draw):
    """Words that somebody says, with no space between some of them."""
    parts = draw(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", ""))), min_size=3, max_size=8))
    return "".join(word + space for word, space in parts).strip()


@st.composite
def sources(draw, number):
    """A conversation, or an observer's notes."""
    if draw(st.integers(0, 3)) == 0:
        about = draw(st.lists(st.sampled_from(("P1", "P2", "")), min_size=1, max_size=3))
        notes = [("", "observer", case, draw(utterances())) for case in about]
        return source(f"notes-{number}", notes, "observation", ("P1", "P2"))
    speakers = draw(st.lists(st.sampled_from(("P1", "P2", *SPEAKERS)), min_size=2, max_size=6))
    said = [(speaker, *SPEAKERS[speaker], draw(utterances())) for speaker in speakers]
    return source(f"talk-{number}", said)


@st.composite
def codings(draw, made, consensus=False):
    """Codings of the sources ``made``: some anywhere, some near or at the place of one before."""
    rows = []
    absent = draw(st.sets(st.tuples(st.sampled_from(PEOPLE), st.integers(0, len(made) - 1)), max_size=2))
    for number in range(draw(st.integers(3, 10))):
        coder = draw(st.sampled_from(PEOPLE))
        before = draw(st.sampled_from(rows)) if rows and draw(st.integers(0, 2)) else None
        if before:
            place = next(index for index, (row, _) in enumerate(made) if row["source_id"] == before["source_id"])
            # At its place, behind it, or over it: of three such the last bridges the others.
            shift, longer = draw(st.sampled_from(((0, 0), (0, 0), (before["end"] - before["start"], 0), (-2, 15))))
            start = before["start"] + shift + draw(st.integers(-4, 4))
            end = before["end"] + max(shift, 0) + longer + draw(st.integers(-4, 4))
            code_id = before["code_id"] if draw(st.integers(0, 2)) else draw(st.sampled_from(tuple(TREE)[:-1]))
        else:
            place = draw(st.integers(0, len(made) - 1))
            start = draw(st.integers(0, len(made[place][0]["text"]) - 1))
            end = start + draw(st.integers(1, 60))
            code_id = draw(st.sampled_from(tuple(TREE)[:-1]))
        if (coder, place) in absent:
            continue
        row, turns = made[place]
        start = min(max(start, 0), len(row["text"]) - 1)
        end = min(max(end, start + 1), len(row["text"]))
        more = {"side": draw(st.sampled_from(SIDES)), "use": draw(st.sampled_from(USES))}
        odd = draw(st.integers(0, 9))
        if odd == 0:
            more |= {"coder": "rules", "method": "rule", "status": "suggested"}
        elif odd == 1:
            more |= {"method": "suggestion"}
        elif odd == 2:
            more |= {"method": "suggestion", "status": "rejected"}
        rows.append(coding(number, row, turns, start, end, code_id, coder) | more)
    if consensus:
        for number in range(draw(st.integers(2, 5))):
            row, turns = made[draw(st.integers(0, len(made) - 1))]
            start = draw(st.integers(0, len(row["text"]) - 1))
            end = min(len(row["text"]), start + draw(st.integers(1, 60)))
            more = {"method": "consensus", "side": draw(st.sampled_from((*SIDES, "disputed")))}
            code_id = draw(st.sampled_from(tuple(TREE)[:-1]))
            rows.append(coding(f"consensus {number}", row, turns, start, end, code_id, "consensus") | more)
    return rows


@st.composite
def disagreements(draw, rows):
    """Decided and undecided differences between two people who gave one code in one source."""
    found, taken = [], set()
    for number in range(draw(st.integers(0, 3))):
        people = [row for row in rows if row["coder"] in PEOPLE]
        if not people:
            break
        about = draw(st.sampled_from(people))
        alike = [row for row in people if (row["source_id"], row["code_id"]) == (about["source_id"], about["code_id"])]
        a, b = sorted(draw(st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True)))
        ids = {who: sorted(row["coding_id"] for row in alike if row["coder"] == who) for who in (a, b)}
        if not (ids[a] or ids[b]):
            continue
        kind = "only_a" if not ids[b] else "only_b" if not ids[a] else draw(st.sampled_from(("extent", "side")))
        decision = draw(st.sampled_from(("", "a", "b", "both", "neither")))
        side = draw(st.sampled_from(SIDES))
        if taken & {*ids[a], *ids[b]}:
            decision = side = ""  # decisions that contradict each other are refused before anything is counted
        if decision or side:
            taken |= {*ids[a], *ids[b]}
        found.append(
            {
                "disagreement_id": f"d{number:09}",
                "source_id": about["source_id"],
                "turn": about["turn"],
                "code_id": about["code_id"],
                "kind": kind,
                "coder_a": a,
                "coder_b": b,
                "coding_ids_a": ids[a],
                "coding_ids_b": ids[b],
                "side_a": "",
                "side_b": "",
                "decision": decision,
                "side": side,
                "memo": "",
                "adjudicator": "",
            }
        )
    return found


@st.composite
def claims(draw):
    """A claim on one or two codes, perhaps with another against it that is neither of them nor above one."""
    names = draw(st.lists(st.sampled_from(tuple(TREE)), min_size=1, max_size=2, unique=True))
    above = set()
    for name in names:
        while name:
            above.add(name)
            name = TREE[name]
    against = draw(st.lists(st.sampled_from(sorted(set(TREE) - above)), max_size=1))
    return {"id": "C1", "codes": names, "against": against, "replace": bool(against) and draw(st.booleans())}


@st.composite
def studies(draw, count=None):
    """A whole study. ``count`` is how differences count; any way where it is not given."""
    made = [draw(sources(number)) for number in range(draw(st.integers(1, 3)))]
    way = count or draw(st.sampled_from(("any", "agreed", "consensus", "ben")))
    rows = draw(codings(made, consensus=way == "consensus"))
    some = st.sets(st.sampled_from(tuple(TREE)), max_size=3)
    source_ids = [row["source_id"] for row, _ in made]
    asked = [
        {"source_id": turn["source_id"], "turn": turn["turn"], "question": draw(st.sampled_from(GUIDE))["question"]}
        for _, turns in made
        for turn in turns
        if turn["role"] == "interviewer" and draw(st.booleans())
    ]
    return Study(
        codings=rows,
        turns=[turn for _, turns in made for turn in turns],
        sources=[row for row, _ in made],
        codes=codes(draw(some), draw(some)),
        cases=[{"case_id": case, "order": order} for order, case in enumerate(CASES, 1)],
        disagreements=draw(disagreements(rows)),
        coders=draw(st.sampled_from((list(PEOPLE), list(PEOPLE), ["ann", "ben"]))) if way != "ben" else list(PEOPLE),
        count=way,
        guide=list(GUIDE),
        asked=asked,
        read=draw(st.sampled_from(({}, {"cai": "all"}, {"ann": source_ids[:1]}))),
    )


CONFIG = """\
study: {title: Made up for a test, date: "2024-05-01"}
language: en
cases: {file: cases.csv}
sources:
  - {kind: interview, files: ["talks/*"]}
  - {kind: observation, files: ["notes/*"]}
codebook: codebook.yaml
codings:
  - {file: ann.csv, coder: ann}
  - {file: ben.csv, coder: ben}
  - {file: cai.csv, coder: cai}
claims: claims.yaml
"""

GROUP = {  # a study on disk: its files by path
    "config.yaml": CONFIG,
    "cases.csv": "case_id,group\nP1,Owner\nP2,Customer\nP3,Customer\nP4,Owner\n",
    "codebook.yaml": """\
codes:
  - {id: relations}
  - {id: trust, parent: relations}
  - {id: answers, parent: trust}
  - {id: scam, parent: trust, negative: true}
  - {id: distance, parent: relations, negative: true}
  - {id: silence, parent: distance}
  - {id: night, parent: relations, side: none}
  - {id: never-given, parent: night}
""",
    # Three people, one of whom has an interview of her own; P4 is in the case file and nowhere else.
    "talks/group.txt": """\
Moderator: Do you trust shops that you know from a screen only?
P1: I trust those who answer. They answered me at night, too.
P2: I do not. A scam took my money. But the one on our street, yes 🙂
P3: (...)
Moderator: And at night?
P3: At night I never buy. Nobody answers at night, it costs 5€ to ask.
P1: They never call back.
""",
    "talks/P1.txt": """\
Moderator: How is it going?
P1: Slowly. They don't answer any more, and I do not ask. No trust left.
""",
    "notes/P2-P3.md": """\
# Two customers

P2 reads the answers of the shop twice and smiles.

Both wait at the counter without a word.
""",
    "notes/P3.md": """\
P3 never asks and pays at the door, twice.
""",
    "guide.csv": "question,codes\nDo you trust them?,trust\nWhat of the distance?,distance\n",
    "asked.csv": """\
source,question,turn
group,Do you trust them?,1
P1,Do you trust them?,1
""",
    "ann.csv": """\
source,quotation,code,side,memo
group,I trust those who answer.,answers,,
group,"They answered me at night, too.",answers,,
group,I do not.,trust,against,
group,A scam took my money.,scam,,
group,"yes 🙂
P3: (...)
Moderator: And at night?
P3: At night I never buy.",night,,
group,it costs 5€ to ask,distance,,
P1,They don't answer any more,answers,against,
P1,"They don't answer any more, and I do not ask.",distance,,
P2-P3,reads the answers of the shop twice,answers,,
P2-P3,Both wait at the counter without a word.,silence,,
P3,"P3 never asks and pays at the door, twice.",distance,,
""",
    "ben.csv": """\
source,quotation,code,side,memo
group,those who answer. They answered me at night,answers,,
group,I do not.,trust,,
group,took my money,scam,for,
group,"But the one on our street, yes 🙂",trust,both,
group,🙂,night,,
group,They never call back.,silence,,
group,They never call,relations,,
""",
    "cai.csv": """\
source,quotation,code,side,memo
P1,"and I do not ask. No trust left.",distance,,
P1,No trust left.,trust,none,
P1,No trust,trust,against,
""",
    "claims.yaml": """\
claims:
  - {id: C1, text: Answers make trust., codes: [trust]}
  - {id: C2, text: Distance grows., codes: [distance], against: [answers]}
  - {id: C3, text: Scams are many., codes: [scam]}
  - {id: C4, text: Of the night little is said., codes: [night]}
  - {id: C5, text: Nothing is said of this., codes: [never-given]}
  - {id: C6, text: Answers alone count., codes: [trust], against: [silence], replace: true}
""",
}


WAYS = {
    "any": "",
    "read-and-asked": "read: {cai: all, ben: [P1]}\nguide: guide.csv\nasked: asked.csv\n",
    "agreed": "matrices: {count: agreed}\n",
    "consensus": "matrices: {count: consensus}\n",
    "two-coders": "matrices: {coders: [ann, cai]}\n",
    "one-coder": "matrices: {count: ben}\n",
}
"""Ways of counting the group's study: what stands behind its configuration."""
