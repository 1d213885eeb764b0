"""Two studies in one folder, each with a configuration of its own."""


def test_another_configuration_of_the_same_folder(
    small_copy, small_checksums, workshop, snakemake_run, checksums_of, target
):
    config = (small_copy / "config.yaml").read_text(encoding="utf-8")
    codebook = (small_copy / "data" / "codebook.yaml").read_text(encoding="utf-8")
    other = config.replace("data/codebook.yaml", "data/other.yaml") + "results: results-2\nreports: reports-2\n"
    (small_copy / "second.yaml").write_text(other, encoding="utf-8")
    (small_copy / "data" / "other.yaml").write_text(codebook.replace("Quick answers", "Answers"), encoding="utf-8")

    second = snakemake_run(
        small_copy, "results-2/coding/codes.csv", "--configfile", "second.yaml", project=workshop, cores=1
    )
    first = snakemake_run(small_copy, target, "--dry-run", project=workshop)

    assert second.status == 0, second.said
    assert "Quick answers" not in (small_copy / "results-2" / "coding" / "codes.csv").read_text(encoding="utf-8")
    assert "Quick answers" in (small_copy / "results" / "coding" / "codes.csv").read_text(encoding="utf-8")
    assert "Nothing to be done" in first.said
    assert checksums_of(small_copy) == small_checksums
