import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from benang.core.config import guess_study, read_study
from benang.core.found_files import find_files
from benang.core.settings import CodebookFile
from benang.core.texts import text_in

SOUND = """\
study:
  title: {en: A title, id: Judul}
language: id
sources:
  - {kind: interview, files: ["data/interviews/*"], exclude: [guide.md]}
codebook: data/codebook.yaml
codings:
  - {file: data/coder-1.csv, coder: siti}
  - {file: data/coder-2.csv, coder: budi}
"""


@pytest.fixture
def folder(tmp_path):
    for name in ("interviews/a.txt", "interviews/guide.md", "codebook.yaml", "coder-1.csv", "coder-2.csv", "cases.csv"):
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x", encoding="utf-8")
    return tmp_path


def read(folder, text, overrides=None):
    (folder / "config.yaml").write_text(text, encoding="utf-8")
    return read_study(folder / "config.yaml", overrides)


def found(problems):
    return [(problem.kind, problem.file, problem.line, problem.place) for problem in problems]


def test_a_short_configuration_is_completed_with_defaults(folder):
    study, problems = read(folder, SOUND)
    assert problems == ()
    assert study.language == "id" and study.languages == ("id",)
    assert list(study.title.items()) == [("id", "Judul"), ("en", "A title")]
    assert study.question == {} and study.authors == () and study.date == ""
    assert (study.results, study.reports, study.batches, study.strict) == ("results", "reports", 0, False)
    assert study.sources[0].language == "id" and study.sources[0].encoding == ""
    assert study.codebook == CodebookFile("data/codebook.yaml", {}, "")
    assert (study.rules.coder, study.rules.roles, study.rules.unit) == ("rules", ("informant",), "sentence")
    assert study.coders == ("siti", "budi")
    assert study.cases is None and study.literature == ()
    assert study.speakers == {"interviewer": (), "informant": (), "nobody": ()}


def test_the_reference_study_is_sound():
    study, problems = read_study(ROOT / "config.yaml")
    assert [problem.message("en") for problem in problems] == []
    assert study.languages == ("id", "en")
    assert study.citation == "jumper2022" and study.date == "2022-12-14"
    assert study.coders == ("coder-1", "coder-2")
    assert set(study.notice) == {"id", "en"}
    assert read_study(ROOT)[0] == study


def test_a_text_without_language_is_in_the_main_one(folder):
    study, _ = read(
        folder, SOUND.replace("{en: A title, id: Judul}", '" Judul "').replace("language: id", "language: [su, en]")
    )
    assert study.title == {"su": "Judul"}
    assert text_in(study.title, "en") == "Judul"
    assert text_in({"id": "a", "en": "b"}, "jv") == "b"
    assert text_in({}, "en") == ""


def test_all_that_is_wrong_is_told_at_once(folder):
    text = """\
study: {title: x, date: "2022-02-30"}
language: id
results: ../results
reports: data
sources:
  - {kind: interview, files: ["data/interview/*", 'data\\interviews\\*']}
  - {kind: observation, files: ["data/interviews/*.md"], exclude: [guide.md]}
cases: {file: data/case.csv}
pseudonyms: /home/siti/names.csv
codebook: data/codebook.yml
codings:
  - {file: data/coder-1.csv, coder: siti}
  - {file: data/coder-2.csv, coder: siti}
  - {file: data, coder: rules}
matrices: {coders: [sity, rules]}
batch: 2
strict: ya
"""
    study, problems = read(folder, text)
    assert study is None
    listed = {(kind, line, place) for kind, _, line, place in found(problems)}
    assert listed == {
        ("unknown-key", 16, "batch"),
        ("wrong-form", 17, "strict"),
        ("no-such-date", 1, "study.date"),
        ("path-outside", 3, "results"),
        ("folder-holds-data", 4, "reports"),
        ("no-source-files", 6, "sources[1].files[1]"),
        ("path-backslash", 6, "sources[1].files[2]"),
        ("all-sources-excluded", 7, "sources[2].files[1]"),
        ("file-not-there", 8, "cases.file"),
        ("path-absolute", 9, "pseudonyms"),
        ("file-not-there", 10, "codebook"),
        ("coder-twice", 13, "codings[2].coder"),
        ("file-is-folder", 14, "codings[3].file"),
        ("coder-is-rule-coder", 14, "codings[3].coder"),
        ("unknown-coder", 15, "matrices.coders[1]"),
        ("rule-coder-counted", 15, "matrices.coders[2]"),
    }
    near = {problem.place: problem.values.get("near") for problem in problems if problem.values.get("near")}
    assert near["sources[1].files[1]"] == "data/interviews/*"
    assert near["cases.file"] == "data/cases.csv"
    assert near["codebook"] == "data/codebook.yaml"
    assert near["matrices.coders[1]"] == "siti"
    assert near["batch"] == "batches"


def test_a_missing_file_leaves_the_study_readable(folder):
    study, problems = read(folder, SOUND + "claims: data/claims.yaml\n")
    assert study is not None and study.claims == "data/claims.yaml"
    assert found(problems) == [("file-not-there", "config.yaml", 10, "claims")]


def test_a_broken_or_missing_configuration_is_no_study(folder):
    study, problems = read(folder, "study: [\n")
    assert study is None and found(problems)[0][:2] == ("yaml-bracket-open", "config.yaml")
    (folder / "config.yaml").unlink()
    study, problems = read_study(folder)
    assert study is None and found(problems) == [("file-missing", "config.yaml", None, "")]
    study, problems = read(folder, "")
    assert study is None and {kind for kind, *_ in found(problems)} == {"missing-key"}


def test_traps_of_yaml_are_warnings_and_the_text_is_kept(folder):
    study, problems = read(folder, SOUND.replace("title: {en: A title, id: Judul}", "title: x\n  date: 2022-12-14"))
    assert study.date == "2022-12-14"
    assert [(p.kind, p.severity, p.line) for p in problems] == [("yaml-date", "warning", 3)]


@pytest.mark.parametrize("key", ["results", "reports"])
@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tmp/x", "path-absolute"),
        ("~/x", "path-absolute"),
        ("C:/x", "path-absolute"),
        ("a/../../x", "path-outside"),
        (".", "path-outside"),
        ("a\\b", "path-backslash"),
        ("data", "folder-holds-data"),
        ("data/interviews", "folder-holds-data"),
    ],
)
def test_written_folders_stay_in_the_study_and_off_its_data(folder, key, path, kind):
    _, problems = read(folder, f"{SOUND}{key}: '{path}'\n")
    assert found(problems) == [(kind, "config.yaml", 10, key)]


def test_results_and_reports_are_two_folders(folder):
    _, problems = read(folder, SOUND + "results: out\nreports: ./out/\n")
    assert [problem.kind for problem in problems] == ["folders-the-same"]


def test_the_private_folder_is_not_among_what_may_be_passed_on(folder):
    _, problems = read(folder, SOUND + "results: out\nprivate: out/private\n")
    assert found(problems) == [("private-in-public", "config.yaml", 11, "private")]


def test_what_a_run_writes_privately_holds_no_file_of_the_study(folder):
    (folder / "data/private/benang").mkdir(parents=True)
    (folder / "data/private/benang/names.csv").write_text("name,pseudonym\n")
    _, problems = read(folder, SOUND + "pseudonyms: data/private/benang/names.csv\n")
    assert [problem.kind for problem in problems] == ["folder-holds-data"]


def test_steps_of_cleaning_are_on_off_or_a_list_of_words(folder):
    study, problems = read(folder, SOUND + "cleaning: {fillers: [anu], nfc: false}\n")
    assert not problems
    assert (study.cleaning["fillers"], study.cleaning["nfc"], study.cleaning["timestamps"]) == (("anu",), False, True)
    _, problems = read(folder, SOUND + "cleaning: {filler: true}\n")
    assert [(problem.kind, problem.values["near"]) for problem in problems] == [("unknown-key", "fillers")]


def test_overrides_stand_above_the_file_and_are_named_as_such(folder):
    study, problems = read(folder, SOUND, {"batches": 4, "matrices": {"coders": ["budi"]}, "study": {"date": "2023"}})
    assert problems == ()
    assert (study.batches, study.coders, study.date) == (4, ("budi",), "2023")
    assert study.title["id"] == "Judul"
    _, problems = read(folder, SOUND, {"batches": "4", "language": "id", "claims": "data/c.yaml"})
    assert found(problems) == [
        ("wrong-form", "--config", None, "batches"),
        ("file-not-there", "--config", None, "claims"),
    ]


def test_a_coding_table_may_name_its_coders_itself(folder):
    text = SOUND.replace(", coder: budi", "") + "matrices: {coders: [ani]}\n"
    study, problems = read(folder, text)
    assert problems == () and study.coders == ("ani",)
    study, _ = read(folder, SOUND.replace(", coder: budi", ""))
    assert study.coders == ()


def test_codes_cannot_be_used_without_a_codebook(folder):
    _, problems = read(folder, SOUND.replace("codebook: data/codebook.yaml\n", ""))
    assert found(problems) == [("codebook-needed", "config.yaml", 6, "codings")]


def test_a_file_whose_name_looks_like_a_pattern_is_found(folder):
    (folder / "data" / "interviews" / "b [2].txt").write_text("x", encoding="utf-8")
    assert [file.name for file in find_files(folder, "data/interviews/b [2].txt")] == ["b [2].txt"]
    assert list(find_files(folder, "data/**x/*")) == [] and list(find_files(folder, "/data/*")) == []
    study, problems = read(folder, SOUND.replace('"data/interviews/*"', '"data/interviews/b [2].txt"'))
    assert problems == () and study is not None


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["data/*", "x" * 300, "a\0b", "..", "/"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["file", "files", "kind", "coder", "coders", "title", "date", "x"]), inner)
    ),
    max_leaves=8,
)
_KEYS = ["study", "language", "results", "sources", "cases", "codebook", "codings", "matrices", "rules", "claims", "y"]


@given(st.dictionaries(st.sampled_from(_KEYS), _VALUES))
def test_any_configuration_gives_problems_and_never_an_exception(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("study")
    (folder / "config.yaml").write_text(json.dumps(value), encoding="utf-8")
    study, problems = read_study(folder)
    assert study is not None or any(problem.severity == "error" for problem in problems)
    for problem in problems:
        assert problem.message("id") and problem.message("en")
    guess_study(folder)


def test_reading_loads_no_pandas():
    code = (
        "import sys; from pathlib import Path; from benang.core.config import read_study; "
        f"study, _ = read_study(Path({str(ROOT / 'config.yaml')!r})); assert study; print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "workflow", capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "matrices, count, coders",
    [
        ("", "any", ("ani",)),
        ("matrices: {count: agreed}", "agreed", ("ani",)),
        ("matrices: {coders: [consensus]}", "consensus", ("consensus",)),
        ("matrices: {count: ani}", "ani", ("ani",)),
    ],
)
def test_what_counts_is_any_passage_unless_the_study_says_otherwise(tmp_path, matrices, count, coders):
    (tmp_path / "a.csv").write_text("source,quotation,code\n", encoding="utf-8")
    (tmp_path / "codes.csv").write_text("label\ntrust\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("A: Yes.\n", encoding="utf-8")
    (tmp_path / "config.yaml").write_text(
        "study: {title: Shops}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\ncodebook: codes.csv\n"
        f"codings: [{{file: a.csv, coder: ani}}]\nread: {{ani: all}}\n{matrices}\n",
        encoding="utf-8",
    )
    study, problems = read_study(tmp_path)
    assert problems == ()
    assert study is not None
    assert (study.count, study.coders, study.read) == (count, coders, {"ani": ("*",)})
