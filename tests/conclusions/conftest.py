"""Finished runs of small studies, for the tests of the report."""

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from benang.coding.agreement import agreement
from benang.coding.agreement.rule_quality import rule_quality
from benang.coding.passages import Counting, left_out, passages
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering
from benang.coding.passages.ways import count_ways
from benang.coding.suggestions.candidate_passages import passages as candidate_passages
from benang.coding.suggestions.suggestion_table import suggest
from benang.coding.suggestions.word_use import word_use
from benang.coding.together.disagreements import disagreements
from benang.conclusions.answers import answer_problems, answers_table
from benang.conclusions.claims import Claim
from benang.conclusions.next_steps import next_steps
from benang.conclusions.profiles import profiles
from benang.conclusions.standing import standing_of
from benang.core import model
from benang.core.files import write_text
from benang.core.problems import Problem
from benang.core.tables import write_matrix, write_problems, write_table
from benang.literature.literature_matrix import cited_works, literature_matrix, novelty
from benang.mapping.evidence import ASSIGNMENT_COLUMNS, EVIDENCE_COLUMNS, assignments, compare_evidence
from benang.mapping.registered import MATRICES, make_matrices
from benang.sources.speakers.role_proposals import propose_roles

NASTY = (
    "<script>alert(1)</script>",
    "$x^2$ dan \\(y\\) serta \\alpha",
    "@foo [@kunci] ^[catatan]",
    "[klik](http://contoh.example) ![x](y.svg) <http://contoh.example>",
    "# bukan judul | `kode` *tebal* _miring_ ~~coret~~ H~2~O",
    "`<b>`{=html} \\textbf{x} ::: {.notice}",
    'tanda "petik" & &amp; &lt; {#id .kelas} --- ...',
    "שלום مرحبا 😀 日本語",
    "panjang" * 40,
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f030005fe02fea7"
    "9a1e2a0000000049454e44ae426082"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>'
REFERENCE = {
    "id": "kunci",
    "type": "book",
    "author": [{"family": "Aminah", "given": "Siti"}],
    "title": "Buku",
    "issued": {"date-parts": [[2020]]},
}


CLAIM = Claim("C1", {"id": "Media sosial menolong.", "en": "Social media help."}, ("k",), needs={"informants": 4})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Make the results of a study in a folder of its own, go there, and give what the study says of itself."""
    monkeypatch.chdir(tmp_path)

    def make(**wanted: Any) -> dict[str, Any]:
        return _write_run(tmp_path, **wanted)

    return make


def _write_run(
    root: Path,
    *,
    said: tuple[str, ...] = ("Saya belajar sendiri dari teman dan video, tidak ada waktu untuk pelatihan itu.",) * 3,
    codes: bool = True,
    coders: tuple[str, ...] = ("ani", "budi"),
    literature: bool = True,
    claims: bool = True,
    evidence: bool = True,
    observation: bool = True,
    groups: bool = True,
    problems: int = 1,
    figures: bool = True,
    informants: bool = True,
    told_unanswered: bool = False,
    change: Callable[[dict[str, pd.DataFrame]], None] | None = None,
    claim: Claim = CLAIM,
    works_read: str = "",
    **about: Any,
) -> dict[str, Any]:
    """Three informants say ``said``; every coder codes each of their turns.

    ``change`` may put other tables in the place of these, before anything is counted.
    """
    cases = _cases(groups) if informants else model.empty("cases")
    sources, turns = _sources(said, observation)
    code_table = _codes(literature) if codes else model.empty("codes")
    codings = _codings(sources, turns, coders) if codes else model.empty("codings")
    if not informants:
        codings, turns = codings.assign(case_id=""), turns.assign(case_id="")
    if change is not None:
        made = {"cases": cases, "sources": sources, "turns": turns, "codes": code_table, "codings": codings}
        change(made)
        cases, sources, turns, code_table, codings = made.values()
    work = {"work_id": "kunci", "author": "Aminah, Siti", "year": "2020", "title": "Buku <b>", "note": said[0]}
    work |= {"abstract": "", "keywords": "", "read": works_read}
    works = model.from_rows("works", [work] if literature else [])
    tables = {"cases": cases, "sources": sources, "turns": turns, "codes": code_table, "codings": codings}
    counting = Counting(**about.get("counting", {}))
    found = passages(codings, turns, sources, code_table, counting)
    besides = left_out(codings, turns, sources, code_table, counting)
    tables |= {"times": model.empty("times"), "cleaning": _cleaning(sources), "passages": found}
    for name, table in tables.items():
        write_table(table, root / f"results/coding/{name}.parquet", name)
    write_table(besides, root / "results/coding/left_out.parquet", "passages")
    write_table(works, root / "results/literature/works.parquet", "works")
    matrix = literature_matrix(cited_works(works, code_table, "codebook.yaml")[0], works, code_table)
    frames = {
        "literature/literature_matrix": matrix,
        "coding/agreement": agreement(codings, turns, sorted(set(codings["coder"]))),
    }
    known = {"passages": found, "codes": code_table, "cases": cases, "turns": turns, "left_out": besides}
    known |= {"codings": codings, "sources": sources, "literature_matrix": matrix, "counting": counting}
    known |= {"guide": model.empty("guide"), "asked_turns": model.empty("asked"), "relations": []}
    known |= {"count_emergence": about.get("emergence", False), "saturation_chosen": about.get("saturation", {})}
    known |= {"codebook_history": model.empty("codebook_history")}
    frames |= {f"mapping/{name}": made for name, made in make_matrices(known)}
    kind_category = frames["mapping/kind_category"]
    frames["mapping/novelty"] = novelty(matrix, frames["mapping/case_category"], kind_category, code_table)
    published = pd.DataFrame([("t", "k", "A"), ("t", "k", "")], columns=["theme", "category", "case_id"])
    frames["mapping/assignments"] = (
        assignments(published, found, code_table, cases)
        if evidence and codes
        else pd.DataFrame(columns=ASSIGNMENT_COLUMNS)
    )
    frames["mapping/evidence"] = (
        compare_evidence(published, found, code_table, frames["mapping/novelty"])
        if evidence and codes
        else pd.DataFrame(columns=EVIDENCE_COLUMNS)
    )
    made = [claim] if claims and codes else []
    coded = (codings, turns, sources, counting)
    tested = profiles(made, Gathering(*coded), code_table, cases, sources, turns, left_out=LeftOut(*coded))
    tested["claim_answers"] = answers_table(made)
    frames |= {f"conclusions/{name}": frame for name, frame in tested.items()}
    frames["coding/disagreements"] = _differences(codings, turns, sources)
    frames["coding/count_ways"] = count_ways(codings, turns, sources, code_table, consensus=model.empty("codings"))
    frames["coding/rule_quality"] = rule_quality(codings, turns, sorted(set(codings["coder"])), "rules", ["informant"])
    for name, frame in frames.items():
        put = write_matrix if Path(name).name in MATRICES else write_table
        put(frame, root / f"results/{name}.parquet", Path(name).name)
    found_here = candidate_passages(sources, turns, codings, ["informant"], "sentence")
    suggested = suggest(found_here, codings, code_table, cases, "group")[0]
    write_table(suggested, root / "results/coding/suggestions.parquet", "suggestions")
    write_table(word_use(found_here, cases, "group"), root / "results/coding/word_use.parquet", "word_use")
    standing = {name: tables[name] for name in ("sources", "turns", "codes", "codings")}
    standing |= {"disagreements": frames["coding/disagreements"], "claims": tested["claims"], "suggestions": suggested}
    roles = propose_roles(standing["sources"], standing["turns"])
    steps = [step.row() for step in next_steps(standing_of(standing, 0, {}, roles=roles))]
    write_text(json.dumps(steps), root / "results/next_steps.json")
    not_answered = answer_problems(made, tested["claim_evidence"], "claims.yaml", found) if told_unanswered else []
    write_problems(not_answered, root / "results/problems/claims.parquet")
    told = [Problem("strict-stop", f"berkas-{n}.txt", n + 1, values={"n": n}) for n in range(problems)]
    write_problems(told, root / "results/problems/all.parquet")
    write_problems([], root / "results/problems/matrices.parquet")
    if figures:
        for language in ("id", "en"):
            _figures(root / "results/figures" / language)
    write_text(json.dumps([REFERENCE] if literature else []), root / "results/literature/references.json")
    return _about(coders, "references.bib" if literature else "") | about


def _differences(codings: pd.DataFrame, turns: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    return disagreements(codings, turns, sources, combinations(sorted(set(codings["coder"])), 2))


def _about(coders: tuple[str, ...], literature: str) -> dict[str, Any]:
    return {
        "title": {"id": "Studi kecil", "en": "A small study"},
        "question": {},
        "notice": {},
        "authors": [],
        "date": "2022-12",
        "citation": "",
        "licence": "",
        "case_name": {"id": "Informan", "en": "Informant"},
        "counting": {"coders": list(coders)},
        "language_model": False,
        "rule_coder": "rules",
        "rule_unit": "sentence",
        "strict": False,
        "transcripts": False,
        "literature": literature,
        "evidence": "",
        "claims": "",
        "config_file": "config.yaml",
    }


def _cases(groups: bool) -> pd.DataFrame:
    more = {"attribute:group": "warga"} if groups else {}
    return model.from_rows("cases", [{"case_id": case, "order": n} | more for n, case in enumerate("ABC")])


def _sources(said: tuple[str, ...], observation: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    sources, turns = [], []
    for case in "ABC":
        parts, text = [], ""
        for place, words in enumerate(said, start=1):
            opening = f"{case}: "
            start = len(text) + len(opening)
            parts.append((place, start, start + len(words)))
            text += f"{opening}{words}\n"
        kind = "observation" if observation and case == "C" else "interview"
        name = f"{kind}-{case}"
        about = {"source_id": name, "kind": kind, "case_ids": [case], "file": f"{name}.txt", "format": "txt"}
        more = {"language": "id", "encoding": "utf-8", "sha256": "0" * 64, "n_characters": len(text)}
        sources.append(about | more | {"n_words": 40, "n_turns": len(said), "text": text})
        for place, start, end in parts:
            where = {"source_id": name, "turn": place, "start": start, "end": end, "line": place}
            who = {"speaker": case, "role": "informant", "case_id": case}
            turns.append(
                where | who | {"time_start": None, "time_end": None, "role_from": "", "heading": "", "n_words": 13}
            )
    return model.from_rows("sources", sources), model.from_rows("turns", turns)


def _cleaning(sources: pd.DataFrame) -> pd.DataFrame:
    return model.from_rows(
        "cleaning",
        [
            {"source_id": source, "step": step, "changes": changes, "characters": 3 * changes}
            for source in sources["source_id"]
            for step, changes in (("nfc", 0), ("white_space", 2))
        ],
    )


def _codes(literature: bool) -> pd.DataFrame:
    rows = [("t", "", "theme", "t", ""), ("k", "t", "category", "t", "k"), ("n", "k", "code", "t", "k")]
    rows += [("u", "", "theme", "u", "")]
    names = ("code_id", "parent_id", "level", "theme_id", "category_id")
    made = []
    for place, row in enumerate(rows):
        code = row[0]
        labels = {"label:id": f"Label {code} <i>", "label:en": f"Label {code} <i>"}
        more = {"origin": "inductive", "negative": code == "n", "example": "", "colour": "", "order": place}
        more["cites"] = ["kunci"] if literature and code == "k" else []
        made.append(dict(zip(names, row, strict=True)) | more | labels)
    return model.from_rows("codes", made)


def _codings(sources: pd.DataFrame, turns: pd.DataFrame, coders: tuple[str, ...]) -> pd.DataFrame:
    text_of = dict(zip(sources["source_id"], sources["text"], strict=True))
    rows: list[dict[str, Any]] = []
    for turn in turns.to_dict("records"):
        for coder in coders:
            span = {"start": turn["start"], "end": turn["end"]}
            where = {"source_id": turn["source_id"], "case_id": turn["case_id"], "line": turn["line"]} | span
            quotation = text_of[turn["source_id"]][turn["start"] : turn["end"]]
            code = "n" if turn["turn"] == 2 else "k"
            made = {"coder": coder, "method": "human", "status": "accepted", "code_id": code, "anchor": "exact"}
            key = {"coding_id": f"c{len(rows):010x}", "turn": turn["turn"], "last_turn": turn["turn"]}
            rows.append(key | where | made | {"quotation": quotation, "why": quotation if coder == coders[0] else ""})
    return model.from_rows("codings", rows)


def _figures(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("research_design", "project_map"):
        write_text(SVG, folder / f"{name}.svg")
        (folder / f"{name}.png").write_bytes(PNG)
        write_text("Keterangan <gambar>\n", folder / f"{name}.caption.txt")
        write_text(json.dumps({"isi": 'kata "petik" <x>'}) + "\n", folder / f"{name}.txt")
