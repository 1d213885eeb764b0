"""Stage 4: each claim with its verdict, the rule that gave it, and the words for and against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benang.conclusions.report import front
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.examples import chosen, passages
from benang.core.model import split_ids

MOST_LINKS = 40


def claims(draft: Draft) -> str:
    """Every claim."""
    words, tested = draft.words, draft.material.rows("claims")
    if not tested:
        return words("no_claims")
    rows = [
        [
            md.link(md.escaped(row["claim_id"]), md.anchor("claim", row["claim_id"])),
            _text(draft, row),
            draft.word("verdict", row["verdict"]),
            words.of(row["informants_for"], row["informants_base"]),
            words.of(row["informants_against"], row["informants_base"]),
        ]
        for row in tested
    ]
    header = [words(key) for key in ("claim", "claim_text", "verdict", "informants_for", "informants_against")]
    return md.paragraphs(
        [
            f"{front.verdicts(draft)}.",
            draft.table("claims", words("claims_caption"), header, rows, "lllrr", [9, 47, 16, 14, 14]),
            *(_claim(draft, row) for row in tested),
        ]
    )


def _text(draft: Draft, row: dict[str, Any]) -> str:
    texts = {key.partition(":")[2]: str(text) for key, text in row.items() if key.startswith("text:")}
    return draft.text(texts)


def _claim(draft: Draft, row: dict[str, Any]) -> str:
    words = draft.words
    heading = f"{md.escaped(row['claim_id'])}. {_text(draft, row)}"
    sides = []
    for side in ("for", "against"):
        informants = draft.informants(split_ids(row[f"cases_{side}"]))
        references = words.count(row[f"references_{side}"], "reference")
        sides.append(words(f"side_{side}", informants=informants, references=references))
    verdict = words("verdict_is", verdict=md.styled(draft.word("verdict", row["verdict"]), "verdict"))
    rule = words(f"rule_{row['verdict'].replace(' ', '_')}")
    return md.paragraphs(
        [
            draft.number.section("conclusions", heading, md.anchor("claim", row["claim_id"])),
            f"{verdict} {rule}",
            " ".join(sides),
            md.bullets(_needs(draft, row)),
            *_evidence(draft, row["claim_id"]),
        ]
    )


def _needs(draft: Draft, row: dict[str, Any]) -> Iterable[str]:
    """Each need of a claim and whether it is met."""
    words = draft.words
    unmet = set(split_ids(row["unmet"]))

    def met(said: str, fails: bool) -> str:
        return f"{said}: {md.styled(words('need_unmet' if fails else 'need_met'), 'unmet' if fails else 'met')}."

    for need in unmet:
        if need.startswith("contested:"):
            n_against, _, n_for = need.partition(":")[2].partition("/")
            yield met(words("need_more_for", has=n_for, against=n_against), True)
    groups, kinds = _shares(row["groups_for"]), _shares(row["kinds_for"])
    for need in split_ids(row["needs"]):
        asked, _, name = need.partition(":")
        if asked == "informants":
            said = words("need_informants", n=words.count(int(name), "informant"), has=row["informants_for"])
            yield met(said, any(missing.startswith("informants:") for missing in unmet))
        elif asked == "group":
            has, base = groups.get(name, (0, 0))
            group = draft.material.groups.get(name, name)
            said = words("need_group", group=f"“{md.escaped(group)}”", has=words.of(has, base, "informant"))
            yield met(said, need in unmet)
        elif asked == "kind":
            has, base = kinds.get(name, (0, 0))
            yield met(words("need_kind", kind=draft.kind(name), has=words.of(has, base, "source")), need in unmet)


def _shares(cell: str) -> dict[str, tuple[int, int]]:
    """``name:2/3;name:1/2`` -> what each name has, of how many."""
    shares: dict[str, tuple[int, int]] = {}
    for part in split_ids(cell):
        name, _, share = part.rpartition(":")
        has, _, base = share.partition("/")
        shares[name] = (int(has), int(base))
    return shares


def _evidence(draft: Draft, claim_id: str) -> list[str]:
    words, material = draft.words, draft.material
    parts: list[str] = []
    for side in ("for", "against"):
        ids = [
            row["coding_id"]
            for row in material.rows("claim_evidence")
            if row["claim_id"] == claim_id and row["side"] == side
        ]
        codings = [material.by_id[one] for one in ids if one in material.by_id]
        found = passages(codings, lambda _: claim_id)
        shown = chosen(found, material.case_ids, max(1, len(material.case_ids)) if len(material.case_ids) <= 10 else 10)
        if shown:
            parts.append(md.block(f"**{words(f'quotations_{side}')}**", "lead"))
            parts += [draft.quote(passage) for passage in shown]
        if codings:
            linked = ", ".join(draft.to_quotation(one) for one in ids[:MOST_LINKS])
            more = "" if len(ids) <= MOST_LINKS else f" … ({draft.file('conclusions/claim_evidence.csv')})"
            parts.append(md.block(words(f"all_{side}", codings=f"{linked}{more}"), "ids"))
    return parts
