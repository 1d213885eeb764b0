"""A report of an earlier run is not taken for a current one."""

from places import ROOT

RUN = ROOT / "workflow" / "run.py"


def test_an_earlier_report_is_marked_while_a_run_has_not_come_to_its_end(
    tmp_path, write_small_study, small_files, snakemake_run
):
    config = small_files["config.yaml"].replace("batches: 4", "batches: 4\nstrict: true")
    study = write_small_study(tmp_path, {"config.yaml": config})
    note = study / "reports" / "OUT-OF-DATE.txt"
    assert snakemake_run(study).status == 0
    assert not note.exists()
    coding = study / "data" / "ayu.csv"
    coding.write_text(small_files["data/ayu.csv"].replace("They trust me", "They never said"), encoding="utf-8")
    assert snakemake_run(study, "check").status != 0
    assert not note.exists()
    assert snakemake_run(study).status != 0
    assert "earlier run" in note.read_text(encoding="utf-8")
    assert (study / "reports" / "report.html").exists()
    mended = small_files["data/ayu.csv"].replace("Trust follows", "Trust comes after")
    coding.write_text(mended, encoding="utf-8")
    assert snakemake_run(study, "figures").status == 0
    assert note.exists()
    assert snakemake_run(study).status == 0
    assert not note.exists()


def test_a_run_that_stops_before_its_first_step_marks_earlier_reports(tmp_path, start, finish):
    """Whatever is wrong in the configuration or the case file is met before there is a plan."""
    study = tmp_path / "study"
    (study / "pages").mkdir(parents=True)
    (study / "pages" / "report.html").write_text("of an earlier run", encoding="utf-8")
    note = study / "pages" / "OUT-OF-DATE.txt"
    (study / "A.txt").write_text("Interviewer: Why?\nA: Because I trust them.\n", encoding="utf-8")
    (study / "cases.csv").write_text("case_di\nA\n", encoding="utf-8")
    (study / "claims.yaml").write_text("claims: [{id: C1, text: x, codes: [trusst]}]\n", encoding="utf-8")
    config = (
        "study: {title: T}\nlanguage: en\nreports: pages\ncases: {file: cases.csv}\nclaims: claims.yaml\n"
        "sources: [{kind: interview, files: ['*.txt']}]\n"
    )
    (study / "config.yaml").write_text(config, encoding="utf-8")
    run = finish(start(RUN, "--study", study, "check", folder=ROOT))
    assert run.status == 1 and "case_di" in run.errors and not note.exists()
    run = finish(start(RUN, "--study", study, folder=ROOT))
    assert run.status == 1 and "case_di" in run.errors
    assert "earlier run" in note.read_text(encoding="utf-8")
    note.unlink()
    (study / "config.yaml").write_text(config.replace("claims:", "clams:"), encoding="utf-8")
    assert finish(start(RUN, "--study", study, folder=ROOT)).status == 1
    assert note.exists()
