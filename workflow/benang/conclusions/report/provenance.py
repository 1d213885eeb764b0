"""Where every byte of the report comes from, and how to make it again."""

from __future__ import annotations

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft

MOST_ROWS = 200


def provenance(draft: Draft) -> str:
    """Versions, inputs with checksums, and the commands to rebuild and verify.

    The program's version and the checksum of its lock file come with the study's facts, as ``version`` and
    ``lock_sha256``; a line whose fact is missing is left out.
    """
    words, material = draft.words, draft.material
    version, lock = (str(draft.study.get(fact, "")) for fact in ("version", "lock_sha256"))
    program = [
        words("made_with", version=md.escaped(version)) if version else "",
        words("locked", sha256=md.styled(md.escaped(lock), "hash")) if lock else "",
    ]
    items = [
        " ".join(filter(None, program)),
        words("rebuild", command=md.styled("make", "file"), verify=md.styled("make verify", "file")),
        words("same_bytes"),
    ]
    rows = [
        [md.styled(md.escaped(source["file"]), "file"), draft.kind(source["kind"]), md.styled(source["sha256"], "hash")]
        for source in list(material.sources.values())[:MOST_ROWS]
    ]
    caption = words("provenance_caption")
    if len(material.sources) > MOST_ROWS:
        caption += " " + words("rows_cut", n=words.number(MOST_ROWS), file=draft.file("coding/sources.csv"))
    header = [words("file"), words("kind"), "SHA-256"]
    return md.paragraphs(
        [
            md.bullets(item for item in items if item),
            draft.table("provenance", caption, header, rows, "lll", [40, 16, 44]),
        ]
    )
