"""What is told of a bundle: damage, quotations that are not where they say, and what made a difference."""

import json

import pytest

from benang.bundle.bundle_archive import MANIFEST, json_bytes, manifest, read_bundle, write_bundle
from benang.bundle.bundle_check import damages, quotations
from benang.bundle.bundle_differences import Changed, Here, Recorded, changed_results
from benang.bundle.public_inputs import FILE, FROZEN, UNTOLD, PublicInput, as_values
from benang.bundle.run_graph import RunGraph, Step
from benang.bundle.verification import DAMAGED, OTHER, SAME, Verification

GRAPH = RunGraph(
    (
        Step("coding/code.py", "coding/code.py", "c1", ("data/a.txt", "data/book.yaml"), ("results/codings.csv",)),
        Step("mapping/count.py", "mapping/count.py", "m1", ("results/codings.csv",), ("results/matrix.csv",)),
        Step("literature/works.py", "literature/works.py", "l1", ("data/works.bib",), ("results/works.csv",)),
    ),
    {
        "data/a.txt": "a",
        "data/book.yaml": "b",
        "data/works.bib": "w",
        **{f"results/{name}.csv": name for name in ("codings", "matrix", "works")},
    },
)
INPUTS = {
    "data/a.txt": PublicInput("data/a.txt", "frozen a", FROZEN, "frozen a"),
    "data/book.yaml": PublicInput("data/book.yaml", "b", FILE),
    "data/notes.xlsx": PublicInput("data/notes.xlsx", "", UNTOLD),
    "data/works.bib": PublicInput("data/works.bib", "w", FILE),
}
SOFTWARE = {
    "benang": "0.1.0",
    "python": "3.12.1",
    "implementation": "CPython",
    "system": "Linux x86_64",
    "lock_sha256": "l",
    "packages": {"pandas": "3.0.0", "snakemake": "9.14.0"},
}
CODE = {"workflow/benang/words.py": "1", "workflow/benang/books.py": "2", "workflow/scripts/mapping/count.py": "3"}
USES = {
    "coding/code.py": ["workflow/benang/words.py"],
    "mapping/count.py": ["workflow/scripts/mapping/count.py"],
    "literature/works.py": ["workflow/benang/books.py"],
}
SCRIPTS = {"coding/code.py": "c1", "mapping/count.py": "m1", "literature/works.py": "l1"}
RESULTS = {f"results/{name}.csv": name for name in ("codings", "matrix", "works")}
TEXT = "P: They answer at once.\nP: They answer at once."


def annotation(start, end, prefix, suffix, source="texts/a.txt"):
    selectors = [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {"type": "TextQuoteSelector", "exact": TEXT[3:22], "prefix": prefix, "suffix": suffix},
    ]
    return {"id": f"annotations.jsonld#{start}", "target": {"source": source, "selector": selectors}}


def bundle(**changes):
    members = {
        "annotations.jsonld": json_bytes({"items": [annotation(3, 22, "P: ", "\n" + TEXT[3:]) | {}]}),
        "texts/a.txt": TEXT.encode(),
        "run/graph.json": json_bytes(GRAPH.as_values()),
        "run/inputs.json": json_bytes({"inputs": as_values(INPUTS.values())}),
        "run/software.json": json_bytes(SOFTWARE),
        "run/code.json": json_bytes(CODE),
        **dict.fromkeys(RESULTS, b""),
        **changes,
    }
    suffix = TEXT[22:]
    if "annotations.jsonld" not in changes:
        members["annotations.jsonld"] = json_bytes({"items": [annotation(3, 22, "P: ", suffix)]})
    return members | {MANIFEST: manifest(members)}


def here(**changes):
    return Here(
        **{"software": SOFTWARE, "code": CODE, "scripts": SCRIPTS, "script_files": USES, "inputs": INPUTS}
        | {"results": RESULTS}
        | changes
    )


def changed(**changes):
    return changed_results(Recorded.of(bundle()), here(**changes), bundle())


def verified(members, ours, texts=None):
    check = Verification(members, "en")
    lines = [*check.whole(texts or {}), *check.compared(ours)]
    return check.status, [*lines, check.end()]


def test_a_bundle_is_the_same_bytes_for_the_same_members_and_comes_back(tmp_path):
    members = bundle()
    write_bundle(members, tmp_path / "one.zip")
    write_bundle(dict(reversed(members.items())), tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert read_bundle(tmp_path / "one.zip") == members


@pytest.mark.parametrize("data", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_what_is_no_archive_is_told_as_such(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(ValueError, match="broken"):
        read_bundle(tmp_path / "x.zip")


def test_changed_missing_and_added_files_are_told():
    members = bundle()
    del members["results/works.csv"]
    members |= {"results/matrix.csv": b"other", "added.txt": b""}
    assert [(one.kind, one.values["name"]) for one in damages(members)] == [
        ("unexpected", "added.txt"),
        ("damaged", "results/matrix.csv"),
        ("missing", "results/works.csv"),
    ]


def test_a_quotation_is_found_by_position_and_by_words_in_the_texts_of_the_bundle():
    assert [(one.by_position, one.by_quotation) for one in quotations(bundle()).found] == [(True, True)]
    other = bundle(**{"texts/a.txt": b" " + TEXT.encode()})
    status, lines = verified(other, here())
    assert status == DAMAGED
    assert "annotations.jsonld#3: the quotation is not where it says (position, words)" in lines


def test_without_texts_quotations_are_looked_for_in_the_texts_of_a_study():
    page = {"items": [annotation(3, 22, "", "", "urn:sha256:digest")]}
    members = bundle(**{"annotations.jsonld": json_bytes(page)})
    assert quotations(members).unseen == 1
    found = quotations(members, {"digest": TEXT})
    # The words stand there twice; where they are is what counts.
    assert [(one.by_position, one.by_quotation) for one in found.found] == [(True, False)] and found.lost == []
    assert quotations(members, {"digest": TEXT[1:]}).lost


@pytest.mark.parametrize("page", [b"", b"[]", b'{"items": [{}]}', b"\xff"])
def test_annotations_that_are_none_are_told_as_such(page):
    with pytest.raises(ValueError, match="annotations"):
        quotations({"annotations.jsonld": page})


def test_where_nothing_differs_nothing_is_told():
    assert changed() == []
    status, lines = verified(bundle(), here())
    assert (status, lines[-1]) == (SAME, "The bundle is whole, and the same.")


def test_a_result_that_differs_is_told_with_the_input_behind_it_and_no_other():
    inputs = INPUTS | {"data/book.yaml": PublicInput("data/book.yaml", "other", FILE)}
    results = RESULTS | {"results/codings.csv": "x", "results/matrix.csv": "y"}
    assert changed(inputs=inputs, results=results) == [
        Changed(("results/codings.csv", "results/matrix.csv"), False, ("data/book.yaml",))
    ]
    status, lines = verified(bundle(), here(inputs=inputs, results=results))
    assert status == OTHER
    assert "results/codings.csv, results/matrix.csv: differs here, because of data/book.yaml" in lines


def test_a_source_that_was_frozen_to_the_same_text_is_no_difference():
    raw = PublicInput("data/a.txt", "raw digest", FILE, "frozen a")
    status, lines = verified(bundle(), here(inputs=INPUTS | {"data/a.txt": raw}))
    assert status == SAME, lines
    other = PublicInput("data/a.txt", "raw digest", FILE, "frozen otherwise")
    status, lines = verified(bundle(), here(inputs=INPUTS | {"data/a.txt": other}))
    assert status == OTHER and "data/a.txt: another input here (the text after cleaning)" in lines


def test_code_counts_for_what_used_it():
    code = CODE | {"workflow/benang/words.py": "9", "workflow/benang/books.py": "9"}
    scripts = SCRIPTS | {"coding/code.py": "c2", "literature/works.py": "l2"}
    results = RESULTS | {"results/matrix.csv": "y"}
    assert changed(code=code, scripts=scripts, results=results) == [
        Changed(("results/matrix.csv",), False, ("workflow/benang/words.py",))
    ]


def test_versions_count_for_everything_and_a_result_that_nothing_explains_is_told_as_such():
    software = SOFTWARE | {"python": "3.13.0", "packages": {"pandas": "3.1.0"}}
    results = RESULTS | {"results/works.csv": "y"}
    causes = ("python 3.12.1 → 3.13.0", "pandas 3.0.0 → 3.1.0", "snakemake 9.14.0 → -")
    assert changed(software=software, results=results) == [Changed(("results/works.csv",), False, causes)]
    status, lines = verified(bundle(), here(results=results))
    assert status == OTHER and any("no input, code or version that differs" in line for line in lines)


def test_results_that_are_not_here_and_inputs_that_are_gone_new_or_not_to_be_compared_are_told():
    inputs = {name: one for name, one in INPUTS.items() if name != "data/works.bib"}
    inputs["data/new.csv"] = PublicInput("data/new.csv", "n", FILE)
    status, lines = verified(bundle(), here(inputs=inputs, results={}))
    assert status == OTHER
    assert "data/works.bib: this input is not here" in lines and "data/new.csv: a new input here" in lines
    assert "1 input cannot be compared: no digest is told" in lines
    assert any(line.endswith("is not here") and "results/codings.csv" in line for line in lines)


def test_without_a_study_only_code_and_versions_are_compared():
    status, lines = verified(bundle(), here(inputs=None, results={}))
    assert status == SAME and any("--study FOLDER" in line for line in lines)


def test_what_tells_nothing_of_a_run_is_no_bundle():
    members = bundle()
    del members["run/graph.json"]
    with pytest.raises(ValueError):
        Recorded.of(members)
    with pytest.raises(ValueError):
        Recorded.of(bundle(**{"run/inputs.json": json.dumps({"inputs": [{"no": 1}]}).encode()}))
