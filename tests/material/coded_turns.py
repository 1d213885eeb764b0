"""Tables of a study of a few turns, with codings that may have a side and a use, for the tests of what is counted."""

import pandas as pd
from small_tables import row

from benang.coding.passages import passages
from benang.core import model
from benang.core.cells import split_ids
from benang.text.words import count_words

LABELS = {"informant": "{case}", "interviewer": "P", "observer": "", "other": "Z", "head": ""}
"""Who speaks, by role; ``head`` is a turn of nobody (role ``other`` without a speaker)."""


class Study:
    """Turns, a codebook and codings.

    Args:
        talks: source -> its turns as (role, case, words).
        codes: code -> its parent, with ``-`` behind it where it is negative and ``?`` where it is a topic: ``"A-"``.
        kinds: source -> its kind, where it is no interview.
    """

    def __init__(self, talks, codes, kinds=None):
        sources, turns = [], []
        for source, talk in talks.items():
            text = ""
            for number, (role, case, words) in enumerate(talk, start=1):
                speaker = LABELS[role].format(case=case)
                text += ("\n" if text else "") + (f"{speaker}: " if speaker else "")
                where = {"source_id": source, "turn": number, "start": len(text), "end": len(text) + len(words)}
                who = {"speaker": speaker, "role": "other" if role == "head" else role, "case_id": case}
                turns.append(row("turns", **where, **who, line=number, n_words=count_words(words)))
                text += words
            kind = (kinds or {}).get(source, "interview")
            cases = list(dict.fromkeys(case for _, case, _ in talk if case))
            sources.append(row("sources", source_id=source, kind=kind, case_ids=cases, text=text))
        self.texts = {one["source_id"]: one["text"] for one in sources}
        self.sources, self.turns = model.from_rows("sources", sources), model.from_rows("turns", turns)
        self.codes = codebook(codes)
        names = sorted({case for talk in talks.values() for _, case, _ in talk if case})
        self.cases = model.from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate(names)])

    def coding(self, name, source, code, words, coder="ani", **more):
        """A coding of the first place that has ``words`` (or of a span)."""
        text = self.texts[source]
        start, end = words if isinstance(words, tuple) else (text.index(words), text.index(words) + len(words))
        where = {"source_id": source, "start": start, "end": end, "turn": 1, "last_turn": 1, "line": 1}
        who = {"code_id": code, "coder": coder, "method": "human", "status": "accepted", "quotation": text[start:end]}
        return row("codings", coding_id=name, anchor="exact", **where, **who) | {"side": "", "use": ""} | more

    def codings(self, *given):
        """Table codings of ``coding(...)`` arguments: (name, source, code, words, coder, more)."""
        made = []
        for one in given:
            more = one[-1] if isinstance(one[-1], dict) else {}
            made.append(self.coding(*(one[:-1] if more else one), **more))
        return model.from_rows("codings", made)

    def passages(self, codings, counting=None, **more):
        """The table passages."""
        return passages(codings, self.turns, self.sources, self.codes, counting, **more)

    def texts_of(self, found):
        """What passages cover, in the order of their table."""
        columns = (found[name] for name in ("source_id", "start", "end"))
        return [self.texts[source][start:end] for source, start, end in zip(*columns, strict=True)]


def codebook(codes):
    """Table codes of ``code -> parent`` (see ``Study``)."""
    parents = {code.rstrip("-?"): parent for code, parent in codes.items()}
    rows = []
    for order, (written, parent) in enumerate(codes.items()):
        code = written.rstrip("-?")
        path = [code]
        while parents[path[-1]]:
            path.append(parents[path[-1]])
        level = ("theme", "category", "code")[min(len(path), 3) - 1]
        more = {"negative": "-" in written[len(code) :], "side": "none" if "?" in written[len(code) :] else ""}
        place = {"theme_id": path[-1], "category_id": path[-2] if len(path) > 1 else "", "order": order}
        rows.append(row("codes", code_id=code, parent_id=parent, level=level, **place) | more)
    return model.from_rows("codes", rows)


def one_turn(words, codes=None):
    """A study of one turn of an informant X in the source s."""
    return Study({"s": [("informant", "X", words)]}, codes or {"k": ""})


def of(found, level="code"):
    """Rows of one level of the table passages as dicts, by source, turn and place."""
    mine = found[found["level"] == level].sort_values(["source_id", "turn", "start", "end"], kind="stable")
    return mine.to_dict("records")


def differences(*rows):
    """A table of differences with decisions, of (ids of a, joined with ";", ids of b, decision, side)."""
    names = ("coding_ids_a", "coding_ids_b", "decision", "side")
    rows = [(*map(split_ids, one[:2]), *one[2:]) for one in rows]
    kinds = [{"kind": "extent" if one[0] and one[1] else "only_a" if one[0] else "only_b"} for one in rows]
    made = [kind | dict(zip(names, one, strict=True)) for kind, one in zip(kinds, rows, strict=True)]
    return pd.DataFrame(made, columns=["kind", *names])
