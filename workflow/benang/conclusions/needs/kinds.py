"""The need of evidence in each of some kinds of source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benang.conclusions.needs.need import Evidence, Found, Nameable, Need, Wrong


def _wrong(kinds: Sequence[str], study: Nameable) -> Iterable[Wrong]:
    if study.kinds is None:
        return
    known = sorted(study.kinds)
    for place, kind in enumerate(kinds):
        if kind not in known:
            yield Wrong("claim-kind-without-source", place, {"kind": kind, "known": ", ".join(known) or "-"})


def _found(kinds: Sequence[str], evidence: Evidence) -> Iterable[Found]:
    sources = evidence.sources
    sources_for = evidence.sources_for
    kind_of = dict(zip(sources["source_id"].astype(str), sources["kind"].astype(str), strict=True))
    for kind in kinds:
        of_kind = [source for source, own in kind_of.items() if own == kind]
        has = sum(source in sources_for for source in of_kind)
        yield Found(kind, has, len(of_kind), 1, set(kind_of.values()) == {kind})


NEED = Need(
    key="kinds",
    schema={
        "description": "Kinds of sources, each of which must hold evidence for it.",
        "type": "array",
        "uniqueItems": True,
        "items": {"enum": ["interview", "observation", "article"]},
        "default": [],
    },
    wrong=_wrong,
    found=_found,
    called="kind",
    counted="source",
    named="kind",
    written=False,
)
