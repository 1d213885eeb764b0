"""Projects of other programs in whole runs: one that is the whole study, and one that comes back to its study."""

import pandas as pd
import pytest
import twins

FIRST = (
    "P: How do you reach your customers?\n"
    "A: By messages 😀, since the café closed. They trust me since I answer at once.\n"
    "P: Does that help?\n"
    "A: Yes, they come back. Messages bring them back."
)
SECOND = "P: Where do you buy?\nB: I ask friends first, then I look for the shop's page."


def mark(text, words, **more):
    start = text.index(words)
    return twins.Mark(start, start + len(words), **more)


@pytest.fixture(scope="module")
def alone(tmp_path_factory, snakemake_run, target):
    """A study that is nothing but a project of NVivo and two lines of configuration."""
    study = tmp_path_factory.mktemp("alone")
    texts = {
        "Interview A.docx": (FIRST, [mark(FIRST, words, coder=coder) for words, coder in MARKED]),
        "Interview B.docx": (SECOND, [mark(SECOND, "I ask friends first", code="Friends", coder="Ben")]),
    }
    (study / "project.qdpx").write_bytes(twins.project(twins.NVIVO, texts))
    (study / "config.yaml").write_text(
        "study: {title: Shops}\nlanguage: en\nsources: []\ncodings: [{file: project.qdpx, coders: {Ann: a, Ben: b}}]\n",
        encoding="utf-8",
    )
    run = snakemake_run(study, target)
    assert run.status == 0, run.said
    return study


MARKED = [
    ("since the café closed", "Ann"),
    ("They trust me since I answer at once.", "Ben"),
    ("Yes, they come back.", "Ann"),
    ("Messages bring them back.", "Ann"),
]


def test_a_project_alone_is_a_study(alone):
    sources = pd.read_csv(alone / "results/coding/sources.csv")
    codings = pd.read_csv(alone / "results/coding/codings.csv")
    assert sources["source_id"].tolist() == ["Interview-A", "Interview-B"]
    assert sorted(zip(codings["quotation"], codings["coder"], strict=True)) == sorted(
        [*((words, {"Ann": "a", "Ben": "b"}[coder]) for words, coder in MARKED), ("I ask friends first", "b")]
    )
    assert set(codings["anchor"]) == {"exact"}
    assert (alone / "reports/report.html").is_file()


def test_what_a_study_gives_away_comes_home_as_it_was(
    small, tmp_path, write_small_study, small_files, snakemake_run, target
):
    exported = (small / "results/export/study.nvivo.qdpx").read_bytes()
    config = small_files["config.yaml"].replace(
        "rules: {unit", "  - {file: data/back.qdpx, coders: {ayu: ayu-2, ben: ben-2}}\nrules: {unit"
    )
    study = write_small_study(tmp_path / "home", {"config.yaml": config, "data/back.qdpx": exported})
    run = snakemake_run(study, target)
    assert run.status == 0, run.said
    codings = pd.read_csv(study / "results/coding/codings.csv").query("method == 'human'")
    kept = ["source_id", "start", "end", "code_id", "quotation"]
    for coder in ("ayu", "ben"):
        first, second = (codings[codings["coder"] == name][kept] for name in (coder, f"{coder}-2"))
        assert sorted(first.values.tolist()) == sorted(second.values.tolist()) != []
    texts = pd.read_csv(study / "results/coding/project_texts.csv")
    assert set(texts["how"]) == {"same"}
    assert pd.read_csv(study / "results/coding/sources.csv")["source_id"].tolist() == [
        "interview-A",
        "interview-B",
        "notes",
    ]
