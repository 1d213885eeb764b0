"""Two studies in one folder, each with a configuration of its own."""

import pandas as pd


def test_another_configuration_of_the_same_folder(small_copy, small_checksums, workshop, snakemake_run, checksums_of, target):
    config = (small_copy / "config.yaml").read_text(encoding="utf-8")
    other = config.replace("coders: [ayu, ben]", "coders: [ayu]") + "results: results-2\nreports: reports-2\n"
    (small_copy / "one-coder.yaml").write_text(other, encoding="utf-8")

    second = snakemake_run(
        small_copy, "results-2/conclusions/claims.csv", "--configfile", "one-coder.yaml", project=workshop
    )
    first = snakemake_run(small_copy, target, "--dry-run", project=workshop)

    assert second.status == 0, second.said
    assert informants_for(small_copy / "results-2") == 1
    assert informants_for(small_copy / "results") == 2
    assert "Nothing to be done" in first.said
    assert checksums_of(small_copy) == small_checksums


def informants_for(results):
    return int(pd.read_csv(results / "conclusions" / "claims.csv")["informants_for"][0])
