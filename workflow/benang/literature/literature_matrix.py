"""What the literature holds: works by categories, and what the field adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang.coding.codebook.code_tree import counting_unit, units
from benang.coding.rules.exceptions import StemException
from benang.coding.rules.patterns import RuleSpec
from benang.coding.rules.rule_coder import code_notes
from benang.core import model
from benang.core.problems import Problem, nearest
from benang.literature.references import aliases_of

CITED = "cited in the codebook"

MATRIX_COLUMNS = model.TABLES["literature_matrix"].columns
NOVELTY_COLUMNS = model.TABLES["novelty"].columns


def cited_works(works: pd.DataFrame, codes: pd.DataFrame, shown_name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """Codings of works by the keys that the codebook cites.

    Args:
        works, codes: the tables of those names.
        shown_name: the codebook's file, for problems.

    Returns:
        The table ``work_codings`` and a problem for each key that no work has.
    """
    known, alias = set(works["work_id"]), aliases_of(works)
    rows: dict[tuple[str, str], dict[str, object]] = {}
    problems: list[Problem] = []
    for row in codes.sort_values("order", kind="stable").to_dict("records"):
        code = str(row["code_id"])
        for key in (alias.get(cited, cited) for cited in row["cites"]):
            if key in known:
                rows[key, code] = {"work_id": key, "code_id": code, "why": CITED}
            else:
                values = {"code": code, "key": key, "near": nearest(key, known)}
                problems.append(Problem("unknown-work", shown_name, None, f"codes {code}", values))
    return model.from_rows("work_codings", list(rows.values())), problems


def noted_works(
    works: pd.DataFrame,
    rules: Mapping[str, Sequence[RuleSpec]],
    language: str,
    known: Sequence[str],
    exceptions: Sequence[StemException] = (),
) -> pd.DataFrame:
    """Codings of works by the codebook's rules, from what is known of each: title, abstract, keywords and note.

    Args:
        works: table ``works``.
        rules: code id -> its rules.
        language: of these texts.
        known: ids of the codes that count; rules of others are left out.
        exceptions: words that have another stem than the stemmer gives them.

    Returns:
        The table ``work_codings``; ``why`` names the pattern and the words that matched.
    """
    parts = ("title", "abstract", "keywords", "note")
    texts = {
        str(row["work_id"]): "\n".join(str(row[part]) for part in parts if row[part])
        for row in works.to_dict("records")
    }
    used = {code: specs for code, specs in rules.items() if code in set(known)}
    found = code_notes(texts, used, language, exceptions=exceptions)
    return model.from_rows(
        "work_codings", [{"work_id": row["id"], "code_id": row["code_id"], "why": row["why"]} for row in found]
    )


def code_works(
    works: pd.DataFrame,
    codes: pd.DataFrame,
    rules: Mapping[str, Sequence[RuleSpec]],
    language: str,
    shown_name: str,
    exceptions: Sequence[StemException] = (),
) -> tuple[pd.DataFrame, list[Problem]]:
    """Code the literature against the codebook: by the keys it cites, and by its rules.

    See ``cited_works`` and ``noted_works`` for the parameters; where both code a work, their reasons are joined.
    """
    cited, problems = cited_works(works, codes, shown_name)
    noted = noted_works(works, rules, language, [str(code) for code in codes["code_id"]], exceptions)
    return merge_work_codings(cited, noted), problems


def merge_work_codings(*tables: pd.DataFrame) -> pd.DataFrame:
    """Several tables ``work_codings`` as one; the reasons for one work and code are joined with ``; ``, in order."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        for work, code, why in zip(table["work_id"], table["code_id"], table["why"], strict=True):
            known = reasons.setdefault((str(work), str(code)), [])
            if why and why not in known:
                known.append(str(why))
    rows: list[dict[str, object]] = [
        {"work_id": work, "code_id": code, "why": "; ".join(whys)} for (work, code), whys in reasons.items()
    ]
    return model.from_rows("work_codings", rows)


def literature_matrix(work_codings: pd.DataFrame, works: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Works by categories (the synthesis matrix of a literature review; Webster and Watson 2002).

    Returns:
        One row for each work and category that it holds, sorted: ``work_id``, ``category_id`` (a theme without
        categories, or one that is coded as a whole, stands for itself), ``codes`` (list of ids), ``why`` (list: of
        each code). A work that holds no category has one row with an empty ``category_id``, so that it is seen.
    """
    unit = counting_unit(codes, "category")
    known = set(codes["code_id"])
    cells: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    ordered = work_codings.sort_values(["work_id", "code_id"], kind="stable")
    for work, code, why in zip(ordered["work_id"], ordered["code_id"], ordered["why"], strict=True):
        if code in known:
            held, whys = cells.setdefault((str(work), unit.get(str(code), str(code))), ([], []))
            held.append(str(code))
            whys.append(str(why))
    for work in set(works["work_id"]) - {work for work, _ in cells}:
        cells[str(work), ""] = ([], [])
    rows = [(*place, held, whys) for place, (held, whys) in sorted(cells.items())]
    return pd.DataFrame(rows, columns=MATRIX_COLUMNS)


def for_people(matrix: pd.DataFrame) -> pd.DataFrame:
    """The matrix as people read it in CSV: ``why`` as one text, ``code: reason | code: reason``."""
    cells = zip(matrix["codes"], matrix["why"], strict=True)
    why = [" | ".join(f"{code}: {one}" for code, one in zip(codes, whys, strict=True)) for codes, whys in cells]
    return matrix.assign(why=pd.Series(why, index=matrix.index, dtype="str"))


def novelty(
    matrix: pd.DataFrame, case_category: pd.DataFrame, kind_category: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """What the literature holds and what the field adds, category by category.

    The field is every source of the study; a passage that belongs to no case (in an observation, say) is of it too.

    Args:
        matrix: what ``literature_matrix`` gives.
        case_category: the case-by-category matrix (``case_id``, ``code_id``, ``state``, ``references``, every case with
            every category). Informants are the cases that were heard.
        kind_category: the kind-by-category matrix (``code_id``, ``sources``), with the same codings counted.
        codes: table ``codes``.

    Returns:
        Every category, sorted by ``category_id``: ``theme_id``, ``origin`` (as the codebook says; empty: not given),
        ``n_works``, ``n_sources`` and ``n_informants`` (with at least one counted reference, negative cases included;
        informants of ``base``), and ``status`` by works and sources: ``literature only``, ``both``, ``field only`` or
        ``neither``.
    """
    informants_only = case_category[(case_category["case_id"] != "") & (case_category["state"] != "not_heard")]
    spoken = informants_only[informants_only["references"] > 0]
    informants = spoken.groupby("code_id")["case_id"].nunique().to_dict()
    sources = kind_category.groupby("code_id")["sources"].sum().to_dict()  # a source is of one kind
    works = matrix.groupby("category_id")["work_id"].nunique().to_dict()
    base = int(informants_only["case_id"].nunique())
    theme_of = codes.set_index("code_id")["theme_id"].to_dict()
    origin_of = codes.set_index("code_id")["origin"].to_dict()
    rows = []
    for category in sorted(units(codes, "category")):
        n_works, n_sources = int(works.get(category, 0)), int(sources.get(category, 0))
        rows.append(
            (
                category,
                theme_of[category],
                origin_of[category],
                n_works,
                n_sources,
                int(informants.get(category, 0)),
                base,
                _status(n_works, n_sources),
            )
        )
    return pd.DataFrame(rows, columns=NOVELTY_COLUMNS)


def _status(n_works: int, n_sources: int) -> str:
    if n_works and n_sources:
        return "both"
    if n_works or n_sources:
        return "literature only" if n_works else "field only"
    return "neither"
