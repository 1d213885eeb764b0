"""Tables of a study of a few sentences."""

from benang.coding.coding_ids import fill_coding_ids
from benang.core import model
from benang.text.spans import SpanIndex

INTERVIEWER = "P"


def row(table, **cells):
    """A row of a table of the model: what is not given is empty."""
    empty = {"int64": 0, "string": "", "double": 0.0, "bool": False}
    return {field.name: empty.get(str(field.type), []) for field in model.TABLES[table].schema} | cells


def talks(conversations, language="en"):
    """Tables sources, turns and offset_map of ``{source_id: [(speaker, utterance)]}``."""
    sources, turns, spans = [], [], []
    for source_id, talk in conversations.items():
        text = ""
        for number, (speaker, said) in enumerate(talk, 1):
            text += ("\n" if text else "") + (f"{speaker}: " if speaker else "")
            role = "interviewer" if speaker == INTERVIEWER else "informant"
            case = "" if speaker == INTERVIEWER else source_id.upper()
            place = {"start": len(text), "end": len(text) + len(said), "line": number}
            turns.append(
                row("turns", source_id=source_id, turn=number, speaker=speaker, role=role, case_id=case, **place)
            )
            text += said
        sources.append(row("sources", source_id=source_id, kind="interview", language=language, text=text))
        spans.append(row("offset_map", source_id=source_id, end=len(text), raw_end=len(text), raw_line=1, exact=True))
    return (
        model.from_rows("sources", sources),
        model.from_rows("turns", turns),
        model.from_rows("offset_map", spans),
    )


def codes(*given, **labels):
    """Table codes; ``labels``: code_id -> label."""
    wanted = {code: code for code in given} | labels
    rows = [
        row("codes", code_id=code, level="theme", theme_id=code, order=order) | {"label:en": label, "definition:en": ""}
        for order, (code, label) in enumerate(wanted.items())
    ]
    return model.from_rows("codes", rows)


def codings(tables, *given):
    """Table codings of ``(source_id, coder, code_id, quotation)``; a span may stand for the quotation."""
    sources, turns, offset_map = tables
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    index = SpanIndex(turns, offset_map)
    rows = []
    for source_id, coder, code_id, quotation, *more in given:
        text = texts[source_id]
        start, end = quotation if isinstance(quotation, tuple) else (text.index(quotation),) * 2
        end = end if isinstance(quotation, tuple) else start + len(quotation)
        where = index.locate(source_id, start, end)
        place = {"turn": where.turn, "last_turn": where.last_turn, "case_id": where.case_id, "line": where.line}
        rows.append(
            row("codings", coding_id=str(len(rows)), source_id=source_id, coder=coder, code_id=code_id, **place)
            | {"start": start, "end": end, "quotation": text[start:end], "method": "human", "status": "accepted"}
            | {"anchor": "exact"}
            | (more[0] if more else {})
        )
    frame = model.from_rows("codings", rows)
    return model.conform(fill_coding_ids(frame), "codings")
