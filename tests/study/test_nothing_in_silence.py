"""No value that a person wrote is taken without a look: each mistake is told with file, line and what was meant."""

import os
import socket

import pytest

from benang.core.problems import has_errors
from benang.study.check import check_study, what_stops_a_run

CONFIG = """\
study: {title: Two small shops, date: "2024-05-01"}
language: en
cases: {file: data/cases.csv}
sources:
  - {kind: interview, files: ["data/interviews/*"]}
codebook: data/codebook.yaml
codings:
  - {file: data/ayu.csv, coder: ayu}
  - {file: data/ben.csv, coder: ben}
literature: data/works.bib
claims: data/claims.yaml
batches: 4
"""
FILES = {
    "config.yaml": CONFIG,
    "data/cases.csv": "case_id,group\nA,Owner\nB,Customer\n",
    "data/interviews/interview-A.txt": "P: How?\nA: By messages. They trust me.\n",
    "data/interviews/interview-B.txt": "P: Where?\nB: I ask friends first.\n",
    "data/codebook.yaml": "codes:\n  - id: trust\n    label: Trust\n    cites: [lee2019]\n  - {id: asks, label: Ask}\n",
    "data/ayu.csv": "source,quotation,code,memo\ninterview-A,They trust me.,trust,clear\n",
    "data/ben.csv": "source,quotation,code,memo\ninterview-B,I ask friends first.,asks,\n",
    "data/works.bib": "@book{lee2019,\n  author = {Lee, Ann},\n  title = {Trust},\n  year = {2019},\n}\n",
    "data/claims.yaml": "claims:\n  - {id: C1, text: Trust counts., codes: [trust], needs: {groups: [Owner]}}\n",
}


@pytest.fixture
def study(tmp_path):
    write(tmp_path, FILES)
    return tmp_path


def write(root, files):
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def edited(name, old, new):
    assert FILES[name].count(old) == 1, old
    return {name: FILES[name].replace(old, new)}


def configured(line):
    return {"config.yaml": f"{CONFIG}{line}\n"}


def with_table(key, text):
    return configured(key.replace("FILE", "data/table.csv")) | {"data/table.csv": text}


def codebook(text):
    return edited("config.yaml", "codebook: data/codebook.yaml", "codebook: data/codes.csv") | {"data/codes.csv": text}


# What is written, and what is told of it: kind, file, line, and what was meant.
MISTAKES = {
    "a list without a work": ({"data/works.bib": "% mine\nhello\n"}, "works-none", "data/works.bib", 2, ""),
    "a language that is none": (edited("config.yaml", "language: en", "language: xx"), "unknown-language", 2, ""),
    "a language by three letters": (
        edited("config.yaml", "language: en", "language: eng"),
        "unknown-language",
        2,
        "en",
    ),
    "a language without words": (edited("config.yaml", "language: en", "language: de"), "report-language", 2, ""),
    "a language of sources": (
        edited("config.yaml", "interview, files", "interview, language: xx, files"),
        *("unknown-language", 5, ""),
    ),
    "a language of a title": (
        edited("config.yaml", "title: Two small shops", "title: {in: Dua toko}"),
        *("unknown-language", 1, "id"),
    ),
    "a language of a label": (
        edited("data/codebook.yaml", "label: Trust", "label: {zz: Trust}"),
        *("unknown-language", "data/codebook.yaml", 3, ""),
    ),
    "a language of a column": (
        codebook("id,label:xx\ntrust,T\nasks,A\n"),
        *("unknown-language", "data/codes.csv", 1, ""),
    ),
    "a language of a claim": (
        edited("data/claims.yaml", "text: Trust counts.", "text: {qq: Trust}"),
        *("unknown-language", "data/claims.yaml", 2, ""),
    ),
    "a language of an exception": (
        with_table("rules: {exceptions: FILE}", "word,stem,language\nberikan,beri,ind\n"),
        *("unknown-language", "data/table.csv", 2, "id"),
    ),
    "an empty title": (edited("config.yaml", "title: Two small shops", 'title: ""'), "empty-value", 1, ""),
    "a blank title": (edited("config.yaml", "title: Two small shops", 'title: {en: " "}'), "empty-value", 1, ""),
    "an empty label": (
        edited("data/codebook.yaml", "label: Trust", 'label: ""'),
        *("empty-value", "data/codebook.yaml", 3, ""),
    ),
    "a blank claim": (
        edited("data/claims.yaml", "text: Trust counts.", 'text: " "'),
        *("empty-value", "data/claims.yaml", 2, ""),
    ),
    "a month that is none": (edited("config.yaml", "2024-05-01", "2024-33-01"), "no-such-date", 1, ""),
    "a month of the codebook's history": (
        edited(
            "config.yaml", "codebook: data/codebook.yaml", "codebook: {file: data/codebook.yaml, history: data/h.yaml}"
        )
        | {"data/h.yaml": 'versions:\n  - {version: "1", date: "2024-33-01"}\n'},
        *("no-such-date", "data/h.yaml", 2, ""),
    ),
    "a memo misspelt": (
        edited("data/ayu.csv", "code,memo", "code,memmo"),
        *("table-column-perhaps", "data/ayu.csv", 1, "memo"),
    ),
    "a memo twice": (
        {"data/ayu.csv": "source,quotation,code,memo,Memo\ninterview-A,They trust me.,trust,a,b\n"},
        *("table-column-twice", "data/ayu.csv", 1, ""),
    ),
    "a definition misspelt": (
        codebook("id,label,definiton\ntrust,T,d\nasks,A,d\n"),
        *("table-column-perhaps", "data/codes.csv", 1, "definition"),
    ),
    "a column of cases twice": (
        {"data/cases.csv": "case_id,group,Group\nA,Owner,x\nB,Customer,x\n"},
        *("table-column-twice", "data/cases.csv", 1, ""),
    ),
    "a group misspelt": (
        edited("data/cases.csv", "case_id,group", "case_id,gruop"),
        *("table-column-perhaps", "data/cases.csv", 1, "group"),
    ),
    "variants misspelt": (
        with_table("pseudonyms: FILE", "name,pseudonym,varients\nSiti Marlina,Ibu X,Siti\n"),
        *("table-column-misspelt", "data/table.csv", 1, "variants"),
    ),
    "a name for a pseudonym": (
        with_table("pseudonyms: FILE", "name,pseudonym\nSiti Marlina,siti marlina\n"),
        *("pseudonym-is-name", "data/table.csv", 2, ""),
    ),
    "an adjudicator's memo misspelt": (
        with_table("adjudication: FILE", "disagreement_id,decision,memmo\n"),
        *("table-column-misspelt", "data/table.csv", 1, "memo"),
    ),
    "a decider misspelt": (
        with_table("suggestions: {decisions: FILE}", "suggestion_id,decision,coderr\n"),
        *("table-column-misspelt", "data/table.csv", 1, "coder"),
    ),
    "a source of a speaker misspelt": (
        with_table("speakers: {table: FILE}", "label,role,sourse\nP,interviewer,interview-A\n"),
        *("table-column-misspelt", "data/table.csv", 1, "source"),
    ),
    "a group that is no attribute": (
        configured("suggestions: {group: gruop}"),
        *("group-no-attribute", 13, "group"),
    ),
    "figures wider than the text": (
        configured("figures: {width: 180}"),
        *("figures-too-wide", 13, ""),
    ),
    "two spellings of a group": (
        edited("data/cases.csv", "B,Customer", "B,owner"),
        *("attribute-spelled-twice", "data/cases.csv", 3, ""),
    ),
    "a folder of Snakemake's": (configured("results: .snakemake"), "folder-reserved", 13, ""),
    "the folder of logs": (configured("reports: Logs/mine"), "folder-reserved", 13, ""),
    "one folder for both": (configured("results: out\nreports: Out"), "folders-the-same", 14, ""),
    "a folder within the other": (configured("results: out\nreports: out/reports"), "folders-nested", 14, ""),
    "a folder of data": (configured("results: data/interviews"), "folder-holds-data", 13, ""),
    "a folder outside": (configured("results: ../out"), "path-outside", 13, ""),
    "an absolute folder": (configured("results: /srv/out"), "path-absolute", 13, ""),
    "a folder of private files": (configured("results: data/private/benang/x"), "folder-reserved", 13, ""),
    "a pattern that finds results": (
        edited("config.yaml", "data/interviews/*", "**/*.txt"),
        *("pattern-reaches-folder", 5, ""),
    ),
    "an absolute pattern": (edited("config.yaml", "data/interviews/*", "/etc/passwd"), "path-absolute", 5, ""),
    "what is left out and is not there": (
        edited("config.yaml", "interview, files", "interview, exclude: [interview-C.txt], files"),
        *("exclude-nothing", 5, "interview-B.txt"),
    ),
    "a key for another kind of file": (
        edited("config.yaml", "coder: ayu}", "coder: ayu, dialect: nvivo}"),
        *("key-not-used", 8, ""),
    ),
    "a label of both roles": (
        configured("speakers: {interviewer: [P], informant: ['p:']}"),
        *("label-both-roles", 13, ""),
    ),
    "a speaker's label that is nobody's": (
        configured("speakers: {informant: [P], nobody: ['p:']}"),
        *("label-of-nobody", 13, ""),
    ),
    "coders of one file": (
        configured("coding_sheets: {coders: [Ann Lee, ann-lee]}"),
        *("sheet-coders-one-file", 13, ""),
    ),
    "a citation": (
        edited("config.yaml", "title: Two small shops", "title: T, citation: lee2091"),
        *("citation-not-in-literature", 1, "lee2019"),
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_file_line_and_what_was_meant(study, mistake):
    changes, kind, *where = MISTAKES[mistake]
    file, line, near = where if len(where) == 3 else ("config.yaml", *where)
    assert check_study(study, deep=True)[1] == []
    write(study, changes)
    problems = check_study(study, deep=True)[1]
    told = [problem for problem in problems if problem.kind == kind]
    assert [(problem.file, problem.line, problem.values.get("near", "")) for problem in told] == [(file, line, near)], [
        problem.message("en") for problem in problems
    ]
    for language in ("id", "en"):
        assert told[0].what(language) and told[0].remedy(language)
        assert "{" not in told[0].message(language)


@pytest.mark.parametrize(
    "changes",
    [
        with_table("adjudication: FILE", "disagreement_id,decision,memo\n"),
        with_table("suggestions: {decisions: FILE}", "suggestion_id,decision\n"),
        with_table("rules: {exceptions: FILE}", "word,stem\n"),
        with_table("adjudication: FILE", "disagreement_id,coding_ids_a,coding_ids_b,memo_a,memo_b,decision\n"),
        {"data/cases.csv": "case_id,Group\nA,Owner\nB,Customer\n"},
        {"data/works.bib": ""},
        {"data/works.bib": "@Comment{jabref-meta: databaseType:bibtex;}\n"},
        edited("config.yaml", "batches: 4", "batches: 4.0"),
        edited("config.yaml", "language: en", "language: [en, id]"),
        configured("private: .private"),
    ],
)
def test_what_is_no_mistake_stops_nothing(study, changes):
    write(study, changes)
    checked, problems = check_study(study, deep=True)
    assert checked is not None and isinstance(checked.batches, int)
    assert [problem.message("en") for problem in problems if problem.kind != "unknown-work"] == []


def kinds(root):
    return {(problem.kind, problem.file or problem.values.get("path")) for problem in check_study(root, deep=True)[1]}


def test_a_link_to_nowhere_is_told_and_the_other_sources_are_read(study):
    (study / "data/interviews/interview-C.txt").symlink_to("nowhere.txt")
    assert kinds(study) == {("link-broken", "data/interviews/interview-C.txt")}


def test_a_link_in_the_configuration_that_leads_nowhere(study):
    (study / "data/claims.yaml").unlink()
    (study / "data/claims.yaml").symlink_to("nowhere.yaml")
    (problem,) = check_study(study, deep=True)[1]
    assert (problem.kind, problem.file, problem.line) == ("link-broken", "config.yaml", 11)


def test_links_in_a_circle_are_told(study):
    (study / "data/interviews/interview-C.txt").symlink_to("interview-D.txt")
    (study / "data/interviews/interview-D.txt").symlink_to("interview-C.txt")
    assert {kind for kind, _ in kinds(study)} == {"link-broken"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_and_a_socket_are_told_and_not_read(study, monkeypatch):
    os.mkfifo(study / "data/interviews/interview-C.txt")
    monkeypatch.chdir(study / "data/interviews")  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("interview-D.txt")
        assert kinds(study) == {
            ("file-special", "data/interviews/interview-C.txt"),
            ("file-special", "data/interviews/interview-D.txt"),
        }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_in_the_configuration_is_told_and_not_read(study):
    (study / "data/works.bib").unlink()
    os.mkfifo(study / "data/works.bib")
    (problem,) = check_study(study, deep=True)[1]
    assert (problem.kind, problem.file, problem.line) == ("file-special", "config.yaml", 10)


def test_a_name_that_is_no_text_is_told_and_the_file_left_out(study):
    try:
        (study / "data/interviews" / os.fsdecode(b"interview-\xff.txt")).write_text("P: How?\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this disk takes no such name")
    (problem,) = check_study(study, deep=True)[1]
    assert (problem.kind, problem.severity) == ("file-name-unreadable", "error")
    assert "interview-\\udcff.txt" in problem.message("en")
    problem.message("id").encode("utf-8")


@pytest.mark.parametrize("whole", [True, False])
def test_a_link_out_of_the_study_is_told_once(study, tmp_path_factory, whole):
    outside = tmp_path_factory.mktemp("elsewhere")
    if whole:
        (study / "data").rename(outside / "data")
        (study / "data").symlink_to(outside / "data", target_is_directory=True)
    else:
        (outside / "c.txt").write_text("P: How?\nB: So.\n", encoding="utf-8")
        (study / "data/interviews/interview-B-2.txt").symlink_to(outside / "c.txt")
    (problem,) = check_study(study, deep=True)[1]
    link = "data" if whole else "data/interviews/interview-B-2.txt"
    assert (problem.kind, problem.severity, problem.values["path"]) == ("link-outside", "warning", link)


def test_a_link_within_the_study_is_nothing_to_tell(study):
    (study / "data/interviews/interview-B-2.txt").symlink_to("interview-B.txt")
    assert [kind for kind, _ in kinds(study)] == []


# What stops a run late, whatever `strict` says; and what stops it late only where it is strict.
LATE = {
    "a group that no case has": edited("data/claims.yaml", "[Owner]", "[Ownr]"),
    "a kind that no source has": edited("data/claims.yaml", "groups: [Owner]", "kinds: [article]"),
    "a code of a claim": edited("data/claims.yaml", "codes: [trust]", "codes: [thrust]"),
    "a code of the published map": with_table("evidence: FILE", "theme,category,case_id\nthrust,,A\n"),
    "a stem that is no word": with_table("rules: {exceptions: FILE}", "word,stem\ntwo words,word\n"),
    "a parent that is none": edited("data/codebook.yaml", "{id: asks,", "{id: asks, parent: nowhere,"),
}
LATE_WHERE_STRICT = {
    "a list that cannot be read": edited("data/works.bib", "year = {2019},\n}", "year = {2019,\n"),
    "a citation that is nowhere": edited("config.yaml", "title: Two small shops", "title: T, citation: lee2091"),
    "a decision that is none": with_table("adjudication: FILE", "disagreement_id,decision\nd1,perhaps\n"),
}


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("mistake", [*LATE, *LATE_WHERE_STRICT])
def test_what_stops_a_run_late_is_known_before_the_first_source_is_read(study, mistake, strict):
    assert what_stops_a_run(study) == []
    write(study, (LATE | LATE_WHERE_STRICT)[mistake])
    problems = what_stops_a_run(study, overrides={"strict": strict})
    assert has_errors(problems) == (strict or mistake in LATE)


def test_what_a_project_or_an_article_may_bring_is_no_mistake_before_it_is_read(study):
    write(
        study,
        {
            "config.yaml": CONFIG.replace("cases: {file: data/cases.csv}\n", "").replace(
                "sources:\n", 'sources:\n  - {kind: article, files: ["data/news.txt"]}\n'
            ),
            "data/news.txt": "Two shops\n\n“We answer at once,” said Informant C.\n",
            "data/claims.yaml": FILES["data/claims.yaml"].replace("groups: [Owner]", "informants: 3"),
        },
    )
    assert what_stops_a_run(study) == []
