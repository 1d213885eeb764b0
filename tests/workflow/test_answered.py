"""What speaks against a claim has to be answered, where the claims ask for that."""

import pandas as pd
import pytest

CLAIMS = """\
must_answer: true
claims:
  - id: C1
    text: Answering messages builds trust.
    codes: [trust]
"""
ANSWER = """\
    answers:
      - {passages: [%s], how: limit, text: It holds while somebody answers.}
"""


@pytest.mark.slow
def test_a_run_ends_with_an_error_and_its_reports_until_what_speaks_against_a_claim_is_answered(
    tmp_path, write_small_study, snakemake_run
):
    study = write_small_study(tmp_path, {"data/claims.yaml": CLAIMS})
    run = snakemake_run(study, "report")
    assert run.status != 0
    last = run.said[run.said.rindex("data/claims.yaml, line") :]
    assert "The claim C1 does not answer the passage" in last
    assert last.index("does not answer") < last.index("must_answer is true. The reports are written.")
    assert "Traceback" not in run.said
    assert (study / "reports/report.html").is_file() and (study / "reports/report.pdf").is_file()
    assert not (study / "reports/OUT-OF-DATE.txt").exists()

    evidence = pd.read_csv(study / "results/conclusions/claim_evidence.csv", keep_default_na=False)
    against = evidence.loc[evidence["side"] == "against", "coding_ids"]
    assert len(against) == 1
    (study / "data/claims.yaml").write_text(CLAIMS + ANSWER % against.iloc[0], encoding="utf-8")
    answered = snakemake_run(study, "report")
    assert answered.status == 0, answered.said
    assert "does not answer" not in answered.said
