import shutil

import pytest
import twins
from places import ROOT

from benang.core.problems import StudyError, format_problems
from benang.study.check import check_study, what_stops_a_run
from benang.study.plan import read_plan

FILES = {
    "config.yaml": """\
study: {title: x, citation: b2020}
language: en
cases: {file: data/cases.csv}
sources: [{kind: interview, files: ["data/interviews/*"]}]
pseudonyms: data/names.csv
codebook: data/codebook.yaml
codings: [{file: data/ani.csv, coder: ani}]
literature: data/works.json
evidence: data/evidence.csv
claims: data/claims.yaml
""",
    "data/cases.csv": "case_id,group\nA,Owner\nB,Consumer\n",
    "data/names.csv": "name,pseudonym,variants\nSiti Marlina,Person X,Siti\n",
    "data/interviews/interview A.txt": "P: Hello?\nA: I trust them.\n",
    "data/interviews/Siti Marlina B.txt": "P: Hello?\nB: I do not.\n",
    "data/codebook.yaml": """\
codes:
  - {id: channel}
  - {id: trust, parent: channel, cites: [a2019], rules: [trust]}
""",
    "data/ani.csv": """\
source,quotation,code,memo
interview A,I trust them.,trust,
Siti Marlina B.txt,I do not.,channel,
""",
    "data/works.json": """\
[{"id": "a2019", "type": "book", "title": "T", "author": [{"family": "A"}], "issued": {"date-parts": [[2019]]}},
 {"id": "b2020", "type": "book", "title": "U", "author": [{"family": "B"}], "issued": {"date-parts": [[2020]]}}]
""",
    "data/evidence.csv": "theme,category,case_id\nchannel,trust,A\n",
    "data/claims.yaml": "claims:\n  - {id: C1, text: x, codes: [trust], needs: {informants: 1, groups: [Owner]}}\n",
}


@pytest.fixture
def study(tmp_path):
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(root, name, text):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def edit(root, name, old, new):
    assert old in FILES[name]
    write(root, name, FILES[name].replace(old, new))


def found(problems):
    return [(problem.kind, problem.file, problem.line) for problem in problems]


def test_a_sound_study_has_no_problems(study):
    checked, problems = check_study(study, deep=True)
    assert checked is not None and found(problems) == []


def test_the_reference_study_has_no_errors():
    checked, problems = check_study(ROOT, deep=True)
    assert checked is not None
    assert [problem.message("en") for problem in problems if problem.severity == "error"] == []


def test_a_mistake_in_every_file_is_told_at_once(study):
    edit(study, "config.yaml", "b2020", "b2002")
    edit(study, "data/cases.csv", "B,Consumer", "A,Consumer")
    edit(study, "data/names.csv", "Person X", "")
    edit(study, "data/codebook.yaml", "a2019", "a2091")
    edit(study, "data/ani.csv", "trust,", "trusts,")
    edit(study, "data/works.json", '"author": [{"family": "B"}], ', "")
    edit(study, "data/evidence.csv", "trust,A", "trust,C")
    edit(study, "data/claims.yaml", "Owner", "Owners")
    checked, problems = check_study(study, deep=True)
    assert checked is not None
    assert found(problems) == [
        ("roles-to-confirm", "config.yaml", None),
        ("citation-not-in-literature", "config.yaml", 1),
        ("coding-code-unknown", "data/ani.csv", 2),
        # What B said is nobody's once its row is left out.
        ("codings-of-others", "data/ani.csv", 3),
        ("case-id-twice", "data/cases.csv", 3),
        ("claim-unknown-group", "data/claims.yaml", 2),
        ("unknown-work", "data/codebook.yaml", 3),
        ("evidence-unknown-case", "data/evidence.csv", 2),
        # Without its case, who speaks in this source is no longer known for certain.
        ("roles-guessed", "data/interviews/Siti Marlina B.txt", None),
        ("source-without-case", "data/interviews/Siti Marlina B.txt", None),
        ("label-once", "data/interviews/Siti Marlina B.txt", 2),
        ("pseudonym-cell-empty", "data/names.csv", 2),
        ("work-without-author", "data/works.json", 2),
    ]


def test_coding_tables_are_read_only_when_asked(study):
    write(
        study,
        "data/ani.csv",
        "source,quotation,code\nX,words,trust\nX,words,trust\nA,words,trusted\ninterview A,w,Trust\n",
    )
    assert found(check_study(study)[1]) == []
    assert found(check_study(study, deep=True)[1]) == [
        ("coding-source-unknown", "data/ani.csv", 2),
        ("coding-code-unknown", "data/ani.csv", 4),
        ("quotation-not-found", "data/ani.csv", 5),
    ]


def test_a_source_that_a_case_speaks_in_by_its_label_is_known_as_in_a_run(tmp_path):
    write(
        tmp_path,
        "config.yaml",
        (
            "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: ['*.txt']}]\ncodebook: codes.csv\n"
            "cases: cases.csv\ncodings: [{file: q.csv, coder: ani}]\n"
        ).replace("cases: cases.csv", "cases: {file: cases.csv}"),
    )
    write(tmp_path, "ward night.txt", "Dan: How was the night, and who was there?\nP4: It was long and I was alone.\n")
    write(tmp_path, "cases.csv", "case_id,age\nP4,40\nP5,50\n")
    write(tmp_path, "codes.csv", "code,definition\nalone,x\n")
    write(tmp_path, "q.csv", "participant,quote,code\nP4,I was alone,alone\nP5,I was alone,alone\nP5,It was,alone\n")
    problems = check_study(tmp_path, deep=True)[1]
    told = [(each.line, each.values["source"]) for each in problems if each.kind == "coding-source-unknown"]
    assert told == [(3, "P5")]


def test_a_row_of_the_case_file_that_was_left_out_stops_only_a_strict_run(study):
    edit(study, "data/cases.csv", "B,Consumer", "B,Consumer\n,Nobody\nA,Twice")
    plan, problems = read_plan(study)
    assert plan is not None and len(plan.cases) == 2
    assert {each.kind for each in problems if each.severity == "error"} == {"case-id-empty", "case-id-twice"}
    write(study, "config.yaml", FILES["config.yaml"] + "strict: true\n")
    assert read_plan(study)[0] is None
    write(study, "config.yaml", FILES["config.yaml"])
    edit(study, "data/names.csv", "Person X", "")  # without a name's pseudonym nothing goes on
    assert read_plan(study)[0] is None


def test_each_message_says_whether_it_is_an_error(study):
    edit(study, "data/cases.csv", "B,Consumer", "A,Consumer")
    shown = format_problems(check_study(study)[1], "en").splitlines()
    assert shown[0].startswith("Error: data/cases.csv, line 3")
    assert any(line.startswith("Warning: ") for line in shown)


def test_sources_are_read_only_when_asked(study):
    (study / "data/interviews/interview A.txt").write_bytes(b"")
    assert found(check_study(study)[1]) == []
    problems = check_study(study, deep=True)[1]
    assert [(problem.file, problem.severity) for problem in problems] == [("data/interviews/interview A.txt", "error")]


def test_coders_of_a_column_are_held_against_the_counted_ones(study):
    text = FILES["config.yaml"].replace(", coder: ani}", "}") + "matrices: {coders: [ani, budy]}\n"
    write(study, "config.yaml", text)
    write(study, "data/ani.csv", "source,quotation,code,coder\nA,I trust them.,trust,ani\nA,I,trust,budi\n")
    (problem,) = check_study(study, deep=True)[1]
    assert (problem.kind, problem.place, problem.values["near"]) == ("unknown-coder", "matrices.coders[2]", "budi")


def test_what_was_read_names_coders_and_sources_of_the_study(study):
    config = FILES["config.yaml"]
    write(study, "config.yaml", config + "read:\n  ani: [interview-A]\n  any: all\nmatrices: {count: anni}\n")
    problems = check_study(study)[1]
    line = config.count("\n") + 1
    assert [(problem.kind, problem.line, problem.place, problem.values["near"]) for problem in problems] == [
        ("unknown-coder", line + 2, "read.any", "ani"),
        ("count-unknown", line + 3, "matrices.count", "ani"),
    ]
    write(study, "config.yaml", config + "read:\n  ani:\n    - interview-A\n    - interview-AA\n")
    (problem,) = check_study(study)[1]
    assert (problem.kind, problem.line, problem.place) == ("read-source-unknown", line + 3, "read.ani[2]")
    plan, problems = read_plan(study)
    assert plan is None and [problem.kind for problem in problems] == ["read-source-unknown"]


def test_the_guide_and_what_was_asked_are_checked(study):
    write(study, "config.yaml", FILES["config.yaml"] + "asked: asked.csv\n")
    write(study, "asked.csv", "source,question,turn\ninterview-A,q1,99\ninterview-A,q2,\n")
    assert [problem.kind for problem in check_study(study)[1]] == ["asked-without-guide"]
    write(study, "config.yaml", FILES["config.yaml"] + "asked: asked.csv\nguide: guide.csv\n")
    write(study, "guide.csv", "question,codes\nDo you trust them?,trust\n")
    problems = check_study(study, deep=True)[1]
    assert [(problem.kind, problem.file, problem.line) for problem in problems] == [
        ("asked-turn-unknown", "asked.csv", 2),
        ("asked-question-unknown", "asked.csv", 3),
    ]


def test_a_label_that_is_a_case_settles_a_source_without_one(study):
    write(study, "data/interviews/group.txt", "Moderator: Do you trust them?\nA: I do.\nB: I do not.\nA: Why not?\n")
    kinds = [problem.kind for problem in check_study(study)[1]]
    assert "source-without-case" in kinds
    assert "source-without-case" not in [problem.kind for problem in check_study(study, deep=True)[1]]


def test_files_are_checked_although_the_configuration_has_a_wrong_form(study):
    write(study, "config.yaml", FILES["config.yaml"] + "batch: 1\nstrict: ya\n")
    edit(study, "data/claims.yaml", "[trust]", "[trusted]")
    checked, problems = check_study(study)
    assert checked is None
    assert found(problems) == [
        ("unknown-key", "config.yaml", 11),
        ("wrong-form", "config.yaml", 12),
        ("claim-unknown-code", "data/claims.yaml", 2),
    ]


def test_what_is_missing_is_told_once(study):
    for name in ("data/codebook.yaml", "data/cases.csv", "data/works.json"):
        (study / name).unlink()
    for file in (study / "data" / "interviews").iterdir():
        file.unlink()
    checked, problems = check_study(study, deep=True)
    assert checked is not None
    assert found(problems) == [
        ("file-not-there", "config.yaml", 3),
        ("no-source-files", "config.yaml", 4),
        ("file-not-there", "config.yaml", 6),
        ("file-not-there", "config.yaml", 8),
    ]


def test_another_configuration_of_the_same_folder(study):
    write(study, "config.yaml", "broken: [\n")
    write(study, "configs/other.yaml", FILES["config.yaml"].replace("b2020", "b2002"))
    checked, problems = check_study(study, config_file=study / "configs" / "other.yaml", overrides={"batches": 2})
    assert checked is not None and checked.batches == 2
    assert found(problems) == [("citation-not-in-literature", "other.yaml", 1)]


def test_without_a_case_file_every_interview_is_a_case(study):
    write(study, "config.yaml", FILES["config.yaml"].replace("cases: {file: data/cases.csv}\n", ""))
    edit(study, "data/claims.yaml", "{informants: 1, groups: [Owner]}", "{informants: 3}")
    edit(study, "data/evidence.csv", "trust,A", "trust,interview-A")
    (problem,) = check_study(study)[1]
    assert (problem.kind, problem.values["cases"]) == ("claim-needs-too-many", 2)


def test_no_study_at_all(tmp_path):
    checked, problems = check_study(tmp_path)
    assert checked is None and found(problems) == [("file-missing", "config.yaml", None)]


def test_a_whole_study_with_a_flat_codebook_is_sound(tmp_path, coded_study):
    config = """\
study: {title: A coded study}
language: en
sources: [{kind: interview, files: ["study/P*.pdf"]}]
codebook: {file: study/code-system.csv, columns: {label: Code, definition: Memo}, paths: " > "}
codings:
  - file: study/coded-segments.csv
    coder: dan
    columns: {source: Document name, code: Code, quotation: Segment}
    code_path: " > "
"""
    write(tmp_path, "config.yaml", config)
    shutil.copytree(coded_study.folder, tmp_path / "study")
    checked, problems = check_study(tmp_path, deep=True)
    # A slip of the transcriber's, one of who copied the quotations, columns that are not read, and nothing else: every
    # quotation is found, one perhaps in the interviewer's words.
    interview, line = coded_study.slip
    slip = ("label-misspelt", f"study/{interview}.pdf", line)
    assert checked is not None
    cut = ("quotation-cuts-word", "study/coded-segments.csv", coded_study.cut)
    told = [one for one in sorted(found(problems)) if one[0] != "codings-asked"]
    assert told == [slip, cut, ("table-columns-unused", "study/code-system.csv", 1)]
    assert len(coded_study.rows) == coded_study.segments


def test_what_a_project_brings_is_known(tmp_path):
    text = "P: Where do you buy?\nA: I ask friends first, and then I look at the page of the shop."
    start = text.index("I ask friends")
    mark = twins.Mark(start, start + len("I ask friends first"), code="Friends", coder="Ann")
    (tmp_path / "p.qdpx").write_bytes(twins.project(twins.NVIVO, {"Talk": (text, [mark])}))
    (tmp_path / "t.csv").write_text("source,quotation,code\nTalk,the page of the shop,Friends\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("label\nFriends\n", encoding="utf-8")
    (tmp_path / "config.yaml").write_text(
        "study: {title: Shops}\nlanguage: en\nsources: []\ncodebook: {file: c.csv}\n"
        "codings: [{file: p.qdpx, coders: {Ann: ann}}, {file: t.csv, coder: ben}]\nmatrices: {coders: [ann, ben]}\n",
        encoding="utf-8",
    )
    study, problems = check_study(tmp_path, deep=True)
    assert study is not None
    assert [problem.kind for problem in problems if problem.severity == "error"] == []


def test_what_a_run_takes_check_takes_too(tmp_path):
    files = {
        "int/a.txt": "Interviewer: How?\nP1: I rang them on 07700 900123 twice, and then I waited.\n",
        "codes.csv": "label\nCalling\nWaiting\n",
        "history.yaml": 'versions:\n  - {version: "1"}\n  - {version: "2", renamed: {Ringing: Calling}}\n',
        "x.csv": "source,quotation,code\na,I rang them on [Phone 1] twice,Ringing\n",
        "decisions.csv": "suggestion_id,decision,coder\n0123456789,reject,ilse\n",
        "config.yaml": "study: {title: Calls}\nlanguage: en\nsources: [{kind: interview, files: ['int/*']}]\n"
        "codebook: {file: codes.csv, history: history.yaml}\ncodings: [{file: x.csv, coder: ben}]\n"
        "suggestions: {decisions: decisions.csv}\nmatrices: {coders: [ben, ilse]}\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    _, problems = check_study(tmp_path, deep=True)
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_decisions_are_held_against_what_they_are_about(tmp_path):
    files = {
        "int/a.txt": "P: How?\nA: I rang them twice, and then I waited. I was tired of it.\n",
        "codes.csv": "label\nCalling\nWaiting\n",
        "x.csv": "source,quotation,code\na,I rang them twice,Calling\n",
        "y.csv": "source,quotation,code\na,and then I waited,Waiting\n",
        "decisions.csv": "suggestion_id,decision,code,coder\n0123456789ab-new,new code,Nowhere,siti\n",
        "adjudication.csv": "disagreement_id,decision\nd123456789,a\n",
        "config.yaml": "study: {title: Calls}\nlanguage: en\nsources: [{kind: interview, files: ['int/*']}]\n"
        "codebook: codes.csv\ncodings: [{file: x.csv, coder: ann}, {file: y.csv, coder: ben}]\n"
        "suggestions: {decisions: decisions.csv}\nadjudication: adjudication.csv\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    _, problems = check_study(tmp_path, deep=True)
    told = {(problem.kind, problem.file) for problem in problems}
    assert ("coding-code-unknown", "decisions.csv") in told
    assert "adjudication.csv" in {file for _, file in told}


def test_one_coder_may_have_several_files(tmp_path):
    files = {
        "int/a.txt": "P: How?\nA: I rang them twice, and then I waited.\n",
        "codes.csv": "label\nCalling\nWaiting\n",
        "x.csv": "source,quotation,code\na,I rang them twice,Calling\n",
        "y.csv": "source,quotation,code\na,and then I waited,Wating\n",
        "config.yaml": "study: {title: Calls}\nlanguage: en\nsources: [{kind: interview, files: ['int/*']}]\n"
        "codebook: codes.csv\ncodings: [{file: [x.csv, y.csv], coder: ann}]\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    study, problems = check_study(tmp_path, deep=True)
    assert [(coding.file, coding.coder) for coding in study.codings] == [("x.csv", "ann"), ("y.csv", "ann")]
    assert study.coders == ("ann",)
    assert [(problem.kind, problem.file) for problem in problems if problem.severity == "error"] == [
        ("coding-code-unknown", "y.csv")
    ]


OPPOSED = {
    "data/codebook.yaml": FILES["data/codebook.yaml"] + "  - {id: fraud, parent: trust, negative: true}\n",
    "data/ani.csv": FILES["data/ani.csv"].replace("I do not.,channel,", "I do not.,fraud,"),
}
ANSWERED = "answers: [{passages: [%s], how: explain, text: So.}]"


def claimed(study, answers=""):
    """The study with a passage against its claim."""
    for name, text in OPPOSED.items():
        write(study, name, text)
    more = f", {answers}" if answers else ""
    write(study, "data/claims.yaml", f"claims:\n  - {{id: C1, text: x, codes: [trust]{more}}}\n")
    return check_study(study, deep=True)[1]


def test_what_speaks_against_a_claim_and_has_no_answer_is_told_before_a_run(study):
    (problem,) = claimed(study)
    assert (problem.kind, problem.file, problem.line) == ("claim-unanswered", "data/claims.yaml", 2)
    assert claimed(study, ANSWERED % problem.values["passage"]) == []


def test_an_answer_to_a_passage_that_is_there_no_more_is_told_before_a_run(study):
    problems = claimed(study, ANSWERED % "c0123456789")
    assert sorted(problem.kind for problem in problems) == ["claim-answer-gone", "claim-unanswered"]


def test_answers_are_not_looked_for_where_the_claims_cannot_be_read(study):
    write(study, "data/claims.yaml", "claims:\n  - {id: C1, text: x, codes: [trst]}\n")
    assert [problem.kind for problem in check_study(study, deep=True)[1]] == ["claim-unknown-code"]


def test_what_the_consensus_leaves_out_needs_no_answer(study):
    for name, text in OPPOSED.items():
        write(study, name, text)
    ben = FILES["data/ani.csv"].replace("I do not.,channel,", "I do not.,channel,")
    write(study, "data/ben.csv", ben)
    two = FILES["config.yaml"].replace("coder: ani}]", "coder: ani}, {file: data/ben.csv, coder: ben}]")
    write(study, "config.yaml", two + "matrices: {count: consensus}\n")
    assert claimed(study) == []
    write(study, "config.yaml", two)
    assert [problem.kind for problem in claimed(study)] == ["claim-unanswered"]


DECIDED = "disagreement_id,decision\nd012345678,a\nd112345678,b\n"


@pytest.mark.parametrize("ben", [None, "", "source,quotation,code,memo\n"])
def test_decisions_wait_for_a_coders_file_that_is_missing_or_empty(study, ben):
    config = FILES["config.yaml"].replace("coder: ani}]", "coder: ani}, {file: data/ben.csv, coder: ben}]")
    write(study, "config.yaml", config + "adjudication: data/adjudication.csv\n")
    write(study, "data/adjudication.csv", DECIDED)
    if ben is not None:
        write(study, "data/ben.csv", ben)
    told = [problem for problem in check_study(study, deep=True)[1] if problem.kind.startswith("adjudication")]
    assert [(problem.kind, problem.values["coders"]) for problem in told] == [("adjudication-coder-absent", "ben")]
    assert "Do not delete the rows" in told[0].remedy("en") and "2 decision" in told[0].what("en")
    write(study, "data/ben.csv", FILES["data/ani.csv"])
    told = [problem.kind for problem in check_study(study, deep=True)[1] if problem.kind.startswith("adjudication")]
    assert told == ["adjudication-gone", "adjudication-gone"]


@pytest.mark.parametrize(
    "written, near", [("agred", "agreed"), ("Any", "any"), ("concensus", "consensus"), ("anni", "ani"), ("xyz", "")]
)
def test_a_way_of_counting_that_is_none_is_told_with_the_one_meant(study, written, near):
    write(study, "config.yaml", FILES["config.yaml"] + f"matrices: {{count: {written}}}\n")
    (problem,) = check_study(study, deep=True)[1]
    assert (problem.kind, problem.values["near"]) == ("count-unknown", near)
    assert "any, agreed, consensus, ani" in problem.remedy("en")


def test_a_side_that_is_none_is_told_with_its_word_and_no_name(study):
    table = "source,quotation,code,side\ninterview A,I trust them.,trust,agianst\n"
    write(study, "data/ani.csv", table + "Siti Marlina B.txt,I do not.,channel,Siti Marlina\n")
    said = [problem for problem in check_study(study, deep=True)[1] if problem.kind == "side-word"]
    assert [(problem.line, problem.values["column"], problem.values["word"]) for problem in said] == [
        (2, "side", "agianst"),
        (3, "side", "Person X"),
    ]
    assert 'says "agianst"' in said[0].what("en") and "for, against, both or none" in said[0].remedy("en")


def test_who_is_alone_with_their_attributes_is_told_unless_it_was_considered(study):
    write(study, "data/cases.csv", "case_id,group,age\nA,Owner,44\nB,Consumer,44\nC,Consumer,61\n")
    told = [problem for problem in check_study(study)[1] if problem.kind == "case-alone"]
    assert [(problem.file, problem.line, problem.severity) for problem in told] == [
        ("data/cases.csv", 2, "warning"),
        ("data/cases.csv", 3, "warning"),
        ("data/cases.csv", 4, "warning"),
    ]
    assert "group + age (line 3)" in told[1].message("en")
    config = (study / "config.yaml").read_text(encoding="utf-8")
    for line in ("report: {recognition_considered: true}", "strict: true"):
        write(study, "config.yaml", f"{config}{line}\n")
        found = check_study(study)[1]
        assert any(problem.kind == "case-alone" for problem in found) == line.startswith("strict")
    write(study, "config.yaml", config.replace("data/cases.csv}", "data/cases.csv, attributes: [group]}"))
    (left,) = [problem for problem in check_study(study)[1] if problem.kind == "case-alone"]
    assert left.values["attributes"] == "group" and left.values["count"] == 1


# --- which of several errors stops a run ---


def told_to(study, language="en"):
    """What ``make check`` says of a study with errors."""
    return StudyError(check_study(study, deep=True)[1], checked=True).message(language)


def test_errors_at_which_a_run_stops_are_told_from_those_it_leaves_out(study):
    edit(study, "data/ani.csv", "trust,", "trusts,")
    edit(study, "data/claims.yaml", "Owner", "Owners")
    edit(study, "data/cases.csv", "B,Consumer", "B,Consumer\nB,Owner")
    first, _, rest = told_to(study).partition("Besides, without stopping it")
    assert first.startswith("1 error stops the run:\nError: data/claims.yaml") and "ani.csv" not in first
    assert "data/ani.csv" in rest and "data/cases.csv" in rest
    assert told_to(study, "id").startswith("Yang menghentikan prosesnya (1):\nGalat: data/claims.yaml")
    edit(study, "config.yaml", "language: en", "language: en\nstrict: true")
    assert told_to(study).startswith("3 errors stop the run:")


def test_where_no_error_stops_a_run_it_says_so(study):
    edit(study, "data/ani.csv", "trust,", "trusts,")
    assert told_to(study).startswith("None of this stops make; what is wrong is left out:\nError: data/ani.csv")
    assert what_stops_a_run(study) == []


@pytest.mark.parametrize("text", ["study: {title: x\n", "- study\n- language\n", ""])
def test_a_configuration_that_cannot_be_read_stops_a_run(study, text):
    write(study, "config.yaml", text)
    assert check_study(study)[0] is None
    assert "Error: config.yaml" in told_to(study)
    assert "None of this stops" not in told_to(study)
    assert all(problem.stops for problem in check_study(study)[1] if problem.severity == "error")


def test_a_misspelt_heading_of_the_cases_stops_a_run_whatever_else_is_wrong(study):
    edit(study, "data/cases.csv", "case_id", "case_di")
    edit(study, "data/ani.csv", "trust,", "trusts,")
    plan, problems = read_plan(study)
    assert plan is None
    assert {problem.file for problem in problems if problem.stops} == {"data/cases.csv"}
    assert "data/ani.csv" in format_problems(problems, "en").partition("Besides")[2]


def test_errors_of_the_configuration_stop_a_run_that_cannot_be_planned(study):
    edit(study, "config.yaml", "codebook:", "codebok:")
    edit(study, "data/ani.csv", "I do not", "I do nt")
    plan, problems = read_plan(study)
    assert plan is None and {problem.file for problem in problems if problem.stops} == {"config.yaml"}


@pytest.mark.parametrize(("column", "wrong"), [("code", "trusts"), ("source", "intrview A")])
def test_the_same_slip_on_several_lines_is_told_with_all_of_them(study, column, wrong):
    row = {"source": "interview A", "quotation": "I trust them.", "code": "trust"} | {column: wrong}
    write(study, "data/ani.csv", "source,quotation,code\n" + 3 * (",".join(row.values()) + "\n"))
    (problem,) = [one for one in check_study(study, deep=True)[1] if one.severity == "error"]
    assert problem.line == 2 and problem.what("en").endswith("The same on line 3, 4.")
    assert problem.what("id").endswith("Demikian juga di baris 3, 4.")


@pytest.mark.parametrize(("column", "wrong"), [("code", "trusts"), ("source", "intrview A")])
def test_of_a_slip_on_very_many_lines_the_first_are_told(study, column, wrong):
    row = {"source": "interview A", "quotation": "I trust them.", "code": "trust"} | {column: wrong}
    write(study, "data/ani.csv", "source,quotation,code\n" + 300 * (",".join(row.values()) + "\n"))
    (problem,) = [one for one in check_study(study, deep=True)[1] if one.severity == "error"]
    assert problem.line == 2 and problem.values["also"] == f"{', '.join(map(str, range(3, 22)))}, ..."
    assert "300" not in problem.what("en") and "300" not in problem.what("id")
