"""Made-up studies of any size for the figures: tables with something of everything."""

from collections.abc import Mapping, Sequence
from random import Random

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.coding.passages import Counting, passages
from benang.core import model
from benang.literature.literature_matrix import literature_matrix, novelty
from benang.mapping.crosstab import crosstab
from benang.mapping.figures import figure_words
from benang.mapping.matrices import STATES, case_matrix, code_totals, kind_matrix
from benang.mapping.relations import KINDS
from benang.mapping.saturation import saturation

LONG = "Weak regulation and consumer protection; worry over data security and over what platforms keep"
TEXT = "kata " * 400


def codes_table(n_themes: int, n_categories: int, codes: int = 2, label: str = "") -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(code: str, parent: str, level: str, theme: str, category: str, origin: str, negative: bool = False) -> None:
        words = f"{LONG} {code}" if len(rows) % 7 == 3 else f"{label}{code}"
        blank = {"cites": [], "example": "", "colour": "", "order": len(rows), "label:en": words}
        known = {"code_id": code, "parent_id": parent, "level": level, "theme_id": theme, "category_id": category}
        rows.append(known | {"origin": origin, "negative": negative} | blank)

    for t in range(n_themes):
        add(f"theme-{t}", "", "theme", f"theme-{t}", "", "deductive")
        for c in range(n_categories):
            category = f"category-{t}-{c}"
            origin = "inductive" if c % 2 else "deductive"
            add(category, f"theme-{t}", "category", f"theme-{t}", category, origin)
            for k in range(codes):
                add(f"code-{t}-{c}-{k}", category, "code", f"theme-{t}", category, origin, negative=k == 1)
    return model.from_rows("codes", rows)


def study(
    codes: pd.DataFrame,
    n_cases: int,
    groups: tuple[str, ...] = (),
    with_literature: bool = True,
    case_id: str = "R{}",
    coders: tuple[str, ...] = ("coder-1",),
) -> dict[str, pd.DataFrame]:
    """Made-up tables with something of everything: zeros, negative cases, a rule coder, works."""
    names = [case_id.format(n) for n in range(n_cases)]
    attributes = [{"attribute:group": groups[n % len(groups)]} if groups else {} for n in range(n_cases)]
    cases = model.from_rows("cases", [{"case_id": name, "order": n} | attributes[n] for n, name in enumerate(names)])
    blank = {"file": "", "format": "txt", "language": "en", "encoding": "", "sha256": "", "n_turns": 1}
    sizes = {"n_characters": len(TEXT), "n_words": 400, "text": TEXT, "kind": "interview"}
    sources = model.from_rows("sources", [{"source_id": f"i{n}", "case_ids": [n]} | blank | sizes for n in names])
    times = {
        "time_start": None,
        "time_end": None,
        "role_from": "",
        "heading": "",
        "line": 1,
        "speaker": "",
        "role": "informant",
        "n_words": 400,
    }
    turns = model.from_rows(
        "turns",
        [{"source_id": f"i{n}", "turn": 1, "start": 0, "end": len(TEXT), "case_id": n} | times for n in names],
    )
    rows = []
    leaves = [code for code in codes["code_id"] if not (codes["parent_id"] == code).any()]
    for n, name in enumerate(names):
        for m, code in enumerate(leaves):
            for k in range((n * 7 + m * 5) % 4 if m % 5 else 0):
                for coder, method, status in (("coder-1", "human", "accepted"), ("rules", "rule", "suggested")):
                    start = (m * 60 + k * 20) % 1900
                    made = {"coding_id": f"k{len(rows):05}", "code_id": code, "coder": coder, "method": method}
                    where = {"source_id": f"i{name}", "case_id": name, "start": start, "end": start + 14, "turn": 1}
                    rest = {"last_turn": 1, "line": 1, "quotation": "", "why": "", "anchor": "exact"}
                    rows.append(made | where | rest | {"status": status})
    codings = model.from_rows("codings", rows)
    tables = {"codes": codes, "cases": cases, "sources": sources, "turns": turns, "codings": codings}
    tables["passages"] = passages(codings, turns, sources, codes, Counting(coders))
    tables["case_category"] = case_matrix(tables["passages"], codes, cases, turns, level="category")
    tables["case_theme"] = case_matrix(tables["passages"], codes, cases, turns, level="theme")
    tables["kind_category"] = kind_matrix(tables["passages"], codes, sources)
    tables["code_totals"] = code_totals(tables["passages"], codes, sources)
    tables["framework_theme"] = in_words(codes, names, "said so")
    tables |= quoted_and_counted(codes, names, groups, LONG)
    tables["triangulation"] = contradicted(codes)
    tables["crosstab"] = crosstab(*[tables["case_category"]] * 3, cases)
    tables["relations"] = links_between(codes, LONG)
    tables |= coming_up(codes, [f"i{name}" for name in names]) | {"codebook_history": renamed_and_split(codes, LONG)}
    tables |= evidence_of(codes, names)
    tables["cooccurrence"] = together(codes)
    tables["agreement"] = agreement_of(leaves)
    question = {"en": "What does it all mean, for whom, and under which conditions does it go on to mean it?"}
    claims = 2 if with_literature else 0
    tables |= claims_tables(names if claims else [], claims)
    tables["study"] = figure_words.study_table(question, {"en": "Participant"}, coders, claims)
    if with_literature:
        work = {"author": "A", "year": "2020", "title": "", "abstract": "", "keywords": "", "note": ""}
        tables["works"] = model.from_rows("works", [{"work_id": "w1"} | work])
        held = sorted({leaves[0], leaves[-1]})
        coded = pd.DataFrame([("w1", code, "x") for code in held], columns=["work_id", "code_id", "why"])
        tables["work_codings"] = model.conform(coded, "work_codings")
        matrix = literature_matrix(tables["work_codings"], tables["works"], codes)
        tables["literature_matrix"] = matrix
        tables["novelty"] = novelty(matrix, tables["case_category"], tables["kind_category"], codes)
    return tables


def claims_tables(names: list[str], n_claims: int) -> dict[str, pd.DataFrame]:
    """Claims on which informants take every state in turn."""
    rows, states = [], []
    for c in range(n_claims):
        counts = dict.fromkeys([name for name in model.TABLES["claims"].columns if name.endswith(_COUNTED)], 0)
        counts |= {"informants_base": len(names), "undecided": 0, "opposing": 0, "unanswered": c}
        for n, name in enumerate(names):
            state = STATES[(n + c) % len(STATES)]
            n_for = 1 + (3 * n + c) % 12 if state in ("for", "both") else 0
            n_against = 1 + (n + c) % 3 if state in ("against", "both") else 0
            spoken = n_for + n_against + (state in ("disputed", "spoken"))
            counted = {"references": spoken, "for_references": n_for, "against_references": n_against, "undecided": 0}
            states.append({"claim_id": f"C{c}", "case_id": name, "group": "", "state": state} | counted)
            counts[f"informants_{state}"] += 1
        said = {"claim_id": f"C{c}", "text:en": f"{LONG}, claim {c}", "type": "causal", "written": "after"}
        rows.append(said | {"profile": "both_sides", "reason": "", "status": "", "flags": []} | counts)
    return {"claims": model.from_rows("claims", rows), "claim_states": model.from_rows("claim_states", states)}


_COUNTED = ("_for", "_both", "_against", "_references", "_base", *(f"informants_{state}" for state in STATES))


def together(codes: pd.DataFrame) -> pd.DataFrame:
    """Each code with the three after it, on some passages."""
    ids = sorted(codes["code_id"])
    pairs = [(one, other, n % 17) for n, one in enumerate(ids) for other in ids[n + 1 : n + 4]]
    rows = [
        {"code_a": one, "code_b": other, "passages": n, "observed_passages": 0, "coding_ids": []}
        for one, other, n in pairs
    ]
    frame = pd.DataFrame(rows, columns=["code_a", "code_b", "passages", "observed_passages", "coding_ids"])
    return frame.assign(words="") if "words" in model.TABLES["cooccurrence"].columns else frame


def agreement_of(codes: list[str]) -> pd.DataFrame:
    """Agreement on each code by turn, some on too few turns."""
    rows: list[dict[str, object]] = []
    for n, code in enumerate(codes):
        row = dict.fromkeys(model.TABLES["agreement"].columns, 0)
        row |= {"coders": ["ann", "ben"], "unit": "turn", "code_id": code, "coefficient": "krippendorff_alpha"}
        row |= {"value": (n % 13) / 13, "low": (n % 13) / 13 - 0.2, "high": min(1.0, (n % 13) / 13 + 0.2)}
        row |= {"n_units": 120, "n_none": 120 - n % 40, "drawn": "", "undefined": "", "no_interval": ""}
        rows.append(row)
    return pd.DataFrame(rows, columns=model.TABLES["agreement"].columns)


def links_between(codes: pd.DataFrame, words: str) -> pd.DataFrame:
    """Links of every kind, a dozen from the first code."""
    ids = list(codes["code_id"])[:40]
    rows = []
    for n, other in enumerate(ids[1:]):
        link = {"from_id": ids[0] if n < 12 else ids[n // 4], "to_id": other, "kind": KINDS[n % len(KINDS)]}
        rows.append(link | {"named_ids": ["p"] * (n % 3), "author": "", "label:en": words if n % 2 else ""})
    return model.from_rows("relations", rows)


def coming_up(codes: pd.DataFrame, sources: list[str]) -> dict[str, pd.DataFrame]:
    """The codes in the order of their coming up, most of them at first, and the runs of a saturation."""
    left, total, rows = list(codes["code_id"]), 0, []
    for step, source in enumerate(sources, 1):
        new, left = left[: max(len(left) // 2, 1)], left[max(len(left) // 2, 1) :]
        total += len(new)
        cell = {"basis": "codings", "step": step, "names": [source], "date": f"2024-{step % 12 + 1:02}-01T10:00:00"}
        rows.append(cell | {"new": len(new), "returned": min(len(new), 1), "cumulative": total, "code_ids": new})
    steps = model.from_rows("emergence", rows)
    return {"emergence": steps, "saturation": saturation(steps, {"base": 4, "run": 2, "threshold": 0.05})}


def renamed_and_split(codes: pd.DataFrame, words: str) -> pd.DataFrame:
    """A history of the codebook in which everything happens again and again."""
    ids = list(codes["code_id"])
    rows: list[dict[str, object]] = []
    for number, one in enumerate(ids, 1):
        head = {"number": number, "version": f"{number}", "date": f"2024-{number % 12 + 1:02}" if number % 3 else ""}
        head["note"] = words if number % 4 == 1 else ""
        changes = [("added", [], [one, words]), ("renamed", [words], [one]), ("merged", [words, "x"], [one])]
        changes += [("split", [words], ids[:3]), ("retired", [words], [])]
        for change, old, new in changes[: number % 6] or [("", [], [])]:
            rows.append(head | {"change": change, "old": old, "new": new})
    return model.from_rows("codebook_history", rows)


def evidence_of(codes: pd.DataFrame, cases: list[str]) -> dict[str, pd.DataFrame]:
    """A published map that is found again in part."""
    theme_of = dict(zip(codes["code_id"], codes["theme_id"], strict=True))
    pairs = [(one, case) for one in units(codes, "category") for case in cases]
    rows = []
    for n, (one, case) in enumerate(pairs):
        found = {"published": n % 2 == 0, "reproduced": n % 3 == 0, "references": 1, "undecided": 0}
        rows.append({"theme_id": theme_of[one], "category_id": one, "case_id": case} | found)
    tried = {"pairs": len(rows), "reproduced": len(rows) // 3, "assignments": 120, "as_well": 7, "all_tried": True}
    evidence = model.from_rows("evidence", rows)
    return {"evidence": evidence, "assignments": model.from_rows("assignments", [tried])}


def in_words(codes: pd.DataFrame, cases: list[str], words: str) -> pd.DataFrame:
    """The framework matrix: a summary, a quotation, or neither, in turn."""
    rows = []
    for n, case in enumerate(cases):
        for m, theme in enumerate(units(codes, "theme")):
            says = ("summary", "chosen", "state")[(n + m) % 3]
            cell = {"case_id": case, "code_id": theme, "state": "for", "says": says, "author": "", "date": ""}
            cell |= {
                "references": 1,
                "observed_references": 0,
                "passage_ids": [],
                "shown": 1,
                "base": 1,
                "stale": False,
            }
            cell |= {"quotations": words if says == "chosen" else "", "summary:en": words if says == "summary" else ""}
            rows.append(cell)
    return model.from_rows("framework_theme", rows)


def quoted_and_counted(
    codes: pd.DataFrame, cases: list[str], groups: Sequence[str], words: str
) -> dict[str, pd.DataFrame]:
    """A quotation of every other informant for every category, and how often words are said."""
    cells = [
        {"case_id": case, "code_id": one, "says": "telling", "quotations": f"“{words} {n}” (p{n})", "stale": False}
        for one in units(codes, "category")
        for n, case in enumerate(cases)
        if n % 2 == 0
    ]
    said = [
        {"group": group, "stem": f"w{n}", "term": f"word{n}" if n else words.replace(" ", ""), "count": 40 - n}
        | {"informants": n % (len(cases) + 1), "base": len(cases), "words": 900}
        for group in ("", *groups)
        for n in range(20)
    ]
    return {
        "framework_category": pd.DataFrame(cells, columns=["case_id", "code_id", "says", "quotations", "stale"]),
        "word_groups": model.from_rows("word_groups", said),
    }


def contradicted(codes: pd.DataFrame) -> pd.DataFrame:
    """A researcher sees an interview contradict the literature on the first category."""
    first = units(codes, "category")[:1]
    rows = [
        {"code_id": one, "kind": kind, "contradicts": [other]}
        for one in first
        for kind, other in (("interview", "literature"), ("literature", "interview"))
    ]
    return pd.DataFrame(rows, columns=["code_id", "kind", "contradicts"])


def uncoded(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same study before anyone has coded it."""
    nothing = {name: model.empty(name) for name in ("codings", "passages")}
    cells = case_matrix(nothing["passages"], tables["codes"], tables["cases"], tables["turns"], level="category")
    counted = {
        "case_category": cells,
        "kind_category": kind_matrix(nothing["passages"], tables["codes"], tables["sources"]),
        "code_totals": code_totals(nothing["passages"], tables["codes"], tables["sources"]),
    }
    return dict(tables) | nothing | counted


def caseless(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same study as one of observations that are about nobody."""
    sources = tables["sources"].assign(kind="observation", case_ids=[[]] * len(tables["sources"]))
    nobody = {name: tables[name].assign(case_id="") for name in ("turns", "codings")}
    nobody["turns"] = nobody["turns"].assign(role="observer")
    nobody["passages"] = tables["passages"].assign(case_id="", voice="observed")
    empty = {"cases": model.empty("cases"), "case_category": tables["case_category"].iloc[:0]}
    counted = {
        "kind_category": kind_matrix(nobody["passages"], tables["codes"], sources),
        "code_totals": code_totals(nobody["passages"], tables["codes"], sources),
    }
    return dict(tables) | nobody | empty | counted | {"sources": sources}


STUDIES: dict[str, Mapping[str, pd.DataFrame]] = {
    "small": study(codes_table(3, 4), 5, ("owner of a small business", "consumer")),
    "many categories": study(codes_table(6, 12, codes=0), 7, with_literature=False),
    "many informants in groups": study(codes_table(2, 4), 40, ("fishing", "farming", "trade in the market hall")),
    "many informants": study(codes_table(2, 4), 25, case_id="participant-with-a-long-name-{}"),
    "flat": study(codes_table(5, 0, codes=0, label="$x^2$ {n} "), 1, with_literature=False),
    "nothing coded": uncoded(study(codes_table(2, 2), 3)),
    "no cases": caseless(study(codes_table(2, 4), 3)),
    "empty": {"codes": model.empty("codes")},
}


def drawn_at_random(
    n_themes: int, n_categories: int, n_codes: int, n_cases: int, *, letters: int = 20, groups: int = 2, seed: int = 0
) -> dict[str, pd.DataFrame]:
    """The counted tables of a study of any size, without its texts, drawn by a seed.

    Args:
        n_themes: themes.
        n_categories: categories of all themes; 0 for a flat codebook.
        n_codes: codes of all categories.
        n_cases: informants, each with an interview.
        letters: length of the longest labels and names.
        groups: of informants; 0 for none.
        seed: of what is drawn.
    """
    lot = Random(seed)

    def name(thing: str, n: int, long: bool = False) -> str:
        words = f"{thing} {n}"
        while len(words) < (letters if long or lot.random() < 0.3 else min(letters, 20)):
            words += " " + "".join(lot.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(lot.randint(2, 14)))
        return words[:letters].strip() if letters >= 12 else words

    rows: list[dict[str, object]] = []

    def add(code: str, parent: str, level: str, theme: str, category: str) -> None:
        known = {"code_id": code, "parent_id": parent, "level": level, "theme_id": theme, "category_id": category}
        more = {"origin": lot.choice(["deductive", "inductive", ""]), "negative": lot.random() < 0.1, "cites": []}
        rows.append(
            known | more | {"example": "", "colour": "", "order": len(rows), "label:en": name(level, len(rows))}
        )

    for t in range(n_themes):
        add(f"t{t}", "", "theme", f"t{t}", "")
        for c in range(t, n_categories, n_themes):
            add(f"c{c}", f"t{t}", "category", f"t{t}", f"c{c}")
            for k in range(c, n_codes, n_categories):
                add(f"k{k}", f"c{c}", "code", f"t{t}", f"c{c}")
    codes = model.from_rows("codes", rows)
    ids = [name("case", n, long=n == 0).replace(" ", "-") if letters > 20 else f"R{n}" for n in range(n_cases)]
    group_names = [name("group", n) for n in range(groups)]
    attributes = [{"attribute:group": group_names[n % groups]} if groups else {} for n in range(n_cases)]
    cases = model.from_rows("cases", [{"case_id": one, "order": n} | attributes[n] for n, one in enumerate(ids)])
    tables = {"codes": codes, "cases": cases}
    tables["case_category"] = _cells_at_random(codes, ids, lot)
    tables |= _sources_at_random(codes, ids, lot)
    nothing = {"passages": model.empty("passages"), "codes": codes, "sources": tables["sources"]}
    totals = code_totals(nothing["passages"], codes, tables["sources"])
    tables["code_totals"] = totals.assign(references=[lot.randint(0, 3000) for _ in range(len(totals))])
    kinds = kind_matrix(nothing["passages"], codes, tables["sources"])
    tables["kind_category"] = kinds.assign(
        sources=[lot.randint(0, n_cases) for _ in range(len(kinds))],
        references=[lot.randint(0, 9) for _ in range(len(kinds))],
    )
    tables |= claims_tables(ids, min(n_cases, 7))
    tables["framework_theme"] = in_words(codes, ids, name("summary", 1, long=True))
    tables |= quoted_and_counted(codes, ids, group_names, name("word", 1, long=True))
    tables["triangulation"] = contradicted(codes)
    tables["crosstab"] = crosstab(*[tables["case_category"]] * 3, cases)
    tables["relations"] = links_between(codes, name("link", 1, long=True))
    tables |= coming_up(codes, [f"i{one}" for one in ids])
    tables["codebook_history"] = renamed_and_split(codes, name("version", 1, long=True))
    tables |= evidence_of(codes, ids)
    tables["cooccurrence"], tables["agreement"] = together(codes), agreement_of(list(codes["code_id"]))
    tables["turns"], tables["codings"] = model.empty("turns"), model.empty("codings")
    tables["study"] = figure_words.study_table({"en": name("question", 1, long=True)}, {"en": "Participant"}, ["a"], 7)
    return tables


def _cells_at_random(codes: pd.DataFrame, cases: list[str], lot: Random) -> pd.DataFrame:
    rows = []
    for case in cases:
        for unit in units(codes, "category"):
            state = lot.choice([*STATES, "silent", "silent", "for"])
            spoken = state in ("for", "against", "both", "disputed", "spoken")
            counts = {
                "references": lot.randint(1, 120) if spoken else 0,
                "observed_references": 0,
                "disputed_references": 0,
            }
            n_for = lot.randint(1, counts["references"]) if state in ("for", "both") else 0
            n_against = int(state in ("against", "both"))
            counts |= {"for_references": n_for, "against_references": n_against, "words": 0}
            counts["undecided"] = lot.choice([0, 0, 3])
            state = "silent" if state == "not_heard" else state
            rows.append({"case_id": case, "code_id": unit, "state": state, "coverage": 0.0, "passage_ids": []} | counts)
    return model.from_rows("case_category", rows)


def _sources_at_random(codes: pd.DataFrame, cases: list[str], lot: Random) -> dict[str, pd.DataFrame]:
    blank = {"file": "", "format": "txt", "language": "en", "encoding": "", "sha256": "", "n_turns": 1, "text": ""}
    sources, passages = [], []
    for n, case in enumerate(cases):
        length = lot.randint(50, 60_000)
        kind = "interview" if n % 5 else "observation"
        known = {"source_id": f"s{n:04}", "kind": kind, "case_ids": [case], "n_characters": length}
        sources.append(known | blank | {"n_words": length // 6})
        for theme in units(codes, "theme"):
            for _ in range(lot.randint(0, 3)):
                start = lot.randint(0, length - 1)
                where = {"source_id": f"s{n:04}", "start": start, "end": min(length, start + lot.randint(1, 900))}
                made = {"passage_id": f"p{len(passages):06}", "level": "theme", "code_id": theme, "case_id": case}
                made |= {"voice": "said", "coding_ids": [], "coders": [], "use": "", "words": 1, "new_words": 1}
                made |= {"turn": 1, "undecided": False, "question_turn": 0, "prompted": ""}
                passages.append(
                    made | where | {"side": lot.choice(["for", "for", "against", "both", "disputed", "none"])}
                )
    return {"sources": model.from_rows("sources", sources), "passages": model.from_rows("passages", passages)}
