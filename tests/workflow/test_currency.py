"""A report of an earlier run is not taken for a current one."""


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
