"""One thing changed in a study, whichever: what comes of it is what a run from scratch makes, whatever was kept."""

import shutil
from functools import partial

import pytest
from corpus import Size, write_corpus

SIZE = Size(70, words=120, codings=4)
"""So many sources that they fall into several parts."""
TARGETS = (
    "results/conclusions/claims.parquet",
    "results/mapping/case_code.csv",
    "data/private/benang/residual_risk.csv",
)
IDENTIFIERS = "T: Nomornya?\nJ: WA saya 0812345678{n:02d}, kata Pak Joko, surel andi{n}@contoh.org, di Desa Sukamaju.\n"


def config(more, study):
    path = study / "config.yaml"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def instead(file, old, new, study):
    path = study / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def interview(number, change, study):
    path = sorted((study / "data" / "interviews").iterdir())[number]
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def exchanged(study):
    one, other = sorted((study / "data" / "interviews").iterdir())[8:10]
    # But for the numbers: which is the first is known for good.
    texts = [path.read_text("utf-8").rsplit("T: Nomornya", 1) for path in (one, other)]
    one.write_text("T: Nomornya".join((texts[1][0], texts[0][1])), "utf-8")
    other.write_text("T: Nomornya".join((texts[0][0], texts[1][1])), "utf-8")


def names_backwards(study):
    path = study / "data" / "names.csv"
    head, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")


def a_name_more(study):
    path = study / "data" / "names.csv"
    path.write_text(path.read_text("utf-8") + "Sukamaju,[Desa 1]\n", "utf-8")


def a_coder_less(study):
    instead("config.yaml", "  - {file: data/codings/budi.csv, coder: budi}\n", "", study)
    instead("config.yaml", "[ayu, budi]", "[ayu]", study)


CHANGES = {
    "who read what": partial(config, 'read: {budi: ["*"]}\n'),
    "fillers out": partial(config, "cleaning: {fillers: true}\n"),
    "telephones replaced": partial(config, "identifiers: [phone]\n"),
    "how is counted": lambda study: instead("config.yaml", "[ayu, budi]}", "[ayu, budi], count: agreed}", study),
    "a longer transcript": partial(interview, 5, lambda text: "T: Halo?\nJ: Halo Bu Ratna.\n" + text),
    "the raw text alone": partial(interview, 7, lambda text: text.replace("08123456", "0812-3456")),
    "two transcripts exchanged": exchanged,
    "the order of names": names_backwards,
    "a name more": a_name_more,
    "a claim's other side": lambda study: instead(
        "data/claims.yaml", "codes: [theme-1]", "codes: [theme-1], against: [theme-2]", study
    ),
    "no claims": lambda study: instead("config.yaml", "claims: data/claims.yaml\n", "", study),
    "no code of the other side": lambda study: instead("data/codebook.yaml", ", negative: true", "", study),
    "a coder less": a_coder_less,
}


@pytest.fixture(scope="module")
def before(tmp_path_factory, snakemake_run):
    """A study that was run, with what may be a name or a number in each interview, and codings of that."""
    study = tmp_path_factory.mktemp("before") / "study"
    write_corpus(study, SIZE)
    sources = sorted((study / "data" / "interviews").iterdir())
    for number, path in enumerate(sources):
        path.write_text(path.read_text("utf-8") + IDENTIFIERS.format(n=number), "utf-8")
    ayu = study / "data" / "codings" / "ayu.csv"
    rows = ayu.read_text("utf-8").splitlines()
    code = rows[1].rpartition(",")[2]
    rows += [
        f'{path.stem},"WA saya 0812345678{number:02d}, kata Pak Joko",{code}' for number, path in enumerate(sources)
    ]
    rows += [f'{path.stem},"Nomornya?",{code}' for path in sources]
    ayu.write_text("\n".join(rows) + "\n", "utf-8")
    run = snakemake_run(study, *TARGETS)
    assert run.status == 0, run.said
    return study


def contents(study, *folders):
    return {
        path.relative_to(study).as_posix(): path.read_bytes()
        for folder in folders
        for path in (study / folder).rglob("*")
        if path.is_file() and path.suffix in (".csv", ".parquet")
    }


@pytest.mark.slow
@pytest.mark.parametrize("change", [*CHANGES])
def test_after_one_change_everything_is_as_from_scratch(change, before, tmp_path, snakemake_run):
    again, anew = tmp_path / "again", tmp_path / "anew"
    shutil.copytree(before, again, symlinks=True)
    CHANGES[change](again)
    anew.mkdir()
    shutil.copytree(again / "data", anew / "data", ignore=shutil.ignore_patterns("private"))
    shutil.copy2(again / "config.yaml", anew)
    runs = [snakemake_run(study, *TARGETS) for study in (again, anew)]
    assert [run.status for run in runs] == [0, 0], runs[0].said
    # The key knows for good what was replaced before.
    private = [] if change == "telephones replaced" else ["data/private"]
    found, wanted = (contents(study, "results", *private) for study in (again, anew))
    assert sorted(found) == sorted(wanted)
    assert [name for name in wanted if found[name] != wanted[name]] == []
    for study in (again, anew):
        parts = study / "data" / "private" / "benang" / "parts"
        assert sorted(path.parent.name for path in parts.rglob("*.part")).count("claims") == (
            0 if change == "no claims" else 2
        )
