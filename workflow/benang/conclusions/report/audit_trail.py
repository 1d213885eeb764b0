"""The audit trail: which of its classes a study has, the research journal, participants' comments."""

from __future__ import annotations

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.writing.text_marks import read_blocks
from benang.writing.written_texts import WrittenText


def audit_trail(draft: Draft) -> str:
    """The classes after Halpern (1983) and Lincoln & Guba (1985), and what was written."""
    words, writing, material = draft.words, draft.material.writing, draft.material
    journal = list(writing.journal)
    of_kind = {
        kind: [entry for entry in journal if entry.about.get("kind") == kind]
        for kind in ("methodological", "reflexive", "theoretical")
    }

    def entries(*kinds: str) -> list[str]:
        n = sum(len(of_kind[kind]) for kind in kinds)
        return [words("audit_entries", n=words.number(n))] if n else []

    coded = [words.count(len(material.counted), "coding")] if material.counted else []
    codes = [words.count(len(material.codes), "entry")] if material.codes else []
    written = [words.count(len({text.name for text in writing.texts}), "written_text")] if writing.texts else []
    claims = [words.count(len(material.rows("claims")), "claim")] if material.rows("claims") else []
    guides = [md.escaped(name.rpartition("/")[2]) for name in writing.guides]
    position = [words("key_position")] if writing.method.said("position") else []
    told = [words("key_guide")] if writing.method.said("guide") else []
    comments = [words.count(len(writing.feedback), "comment")] if writing.feedback else []
    classes = [
        ("audit_raw", [words.count(len(material.sources), "source")] if material.sources else []),
        ("audit_reduction", [*codes, *coded]),
        ("audit_reconstruction", [*claims, *written, *entries("theoretical")]),
        ("audit_process", [*entries("methodological"), *comments]),
        (
            "audit_intentions",
            [*entries("reflexive"), *position],
        ),
        ("audit_instruments", [*guides, *told]),
    ]
    rows = [[words(key), "; ".join(held) or md.styled(words("not_filled"), "zero")] for key, held in classes]
    table = draft.table(
        "audit", words("audit_caption"), [words("audit_class"), words("audit_here")], rows, "ll", [40, 60]
    )
    parts = [words("audit_read"), table]
    if journal:
        parts += [md.block(f"**{words('journal_head')}**", "lead"), *(_entry(draft, entry) for entry in journal)]
    if writing.feedback:
        parts += [
            md.block(f"**{words('feedback_head')}**", "lead"),
            *(_entry(draft, entry) for entry in writing.feedback),
        ]
    return md.paragraphs(parts)


def _entry(draft: Draft, entry: WrittenText) -> str:
    """An entry with its date, author and kind, as text."""
    about = entry.about
    kind = draft.word("journal", about["kind"]) if about.get("kind") else ""
    head = [draft.words.date(about.get("date", "")), md.escaped(about.get("author", "")), kind]
    said = [
        "".join(one if isinstance(one, str) else f"[{one.written}]" for one in item)
        for block in read_blocks(entry.text)
        for item in block.items
    ]
    shown = md.paragraphs([md.styled(" · ".join(filter(None, head)), "source"), *(md.escaped(part) for part in said)])
    return md.spoken_block(shown, entry.language) if entry.language != draft.language else md.block(shown, "count")
