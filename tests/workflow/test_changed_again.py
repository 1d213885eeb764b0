"""A study that changed is what a run from scratch makes of it, whatever of it was kept from run to run."""

import shutil

import pytest
from corpus import Size, code_words, interview, people, write_corpus

SIZE = Size(120, words=200, codings=4)
"""So many sources that they fall into several batches and parts."""
KEPT = ("words", "stems", "passages", "count_ways", "export", "topics", "names", "anchors", "disagreements", "claims")


def change(study):
    """A longer transcript, a coding less, a source more with its codings, and another name for a code."""
    interviews = sorted((study / "data" / "interviews").iterdir())
    interviews[5].write_text(interviews[5].read_text("utf-8") + "T: Sudah cukup?\nJ: Belum, masih kurang.\n", "utf-8")
    ayu = study / "data" / "codings" / "ayu.csv"
    rows = ayu.read_text("utf-8").splitlines()
    text, codings = interview(500, SIZE, code_words(1), people(1), 1)
    new = "interview-00500-K00500"
    (study / "data" / "interviews" / f"{new}.txt").write_text(text, "utf-8")
    rows[3:4] = []
    rows += [f'{new},"{quotation}",{code}' for coder, quotation, code in codings if coder == "ayu"]
    ayu.write_text("\n".join(rows) + "\n", "utf-8")
    cases = study / "data" / "cases.csv"
    cases.write_text(cases.read_text("utf-8") + "K00500,Pelanggan\n", "utf-8")
    codebook = study / "data" / "codebook.yaml"
    content = codebook.read_text("utf-8")
    assert "label: Kode 2.1.3" in content
    codebook.write_text(content.replace("label: Kode 2.1.3", "label: Kode lain"), "utf-8")


@pytest.fixture(scope="module")
def both(tmp_path_factory, snakemake_run, target):
    """A study that was run, changed and run again, and the changed study run from scratch."""
    study = tmp_path_factory.mktemp("changed") / "study"
    write_corpus(study, SIZE)
    run = snakemake_run(study, target)
    assert run.status == 0, run.said
    change(study)
    anew = study.with_name("anew")
    anew.mkdir()
    for name in ("data", "config.yaml"):
        source = study / name
        if source.is_dir():
            shutil.copytree(source, anew / name, ignore=shutil.ignore_patterns("private"))
        else:
            shutil.copy2(source, anew / name)
    for one in (study, anew):
        run = snakemake_run(one, target)
        assert run.status == 0, run.said
    return study, anew


@pytest.mark.slow
def test_after_changes_every_byte_is_that_of_a_run_from_scratch(both, checksums_of):
    again, anew = map(checksums_of, both)
    assert len(anew) > 80
    assert sorted(again) == sorted(anew)
    assert [name for name in anew if again[name] != anew[name]] == []


@pytest.mark.slow
def test_what_is_kept_is_what_the_study_is_now(both):
    """Nothing of parts that are no more stays, and what was kept is the same however it came about."""
    for name in KEPT:
        again, anew = (
            sorted(path.name for path in (study / "data" / "private" / "benang" / "parts" / name).rglob("*.*"))
            for study in both
        )
        assert again == anew, name
        assert again, name
