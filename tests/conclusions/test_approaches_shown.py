"""What each approach shows and leaves out in article and supplement, and that each prints it."""

import re
from pathlib import Path

import pytest

from benang.coding.agreement import ALL_CODES
from benang.conclusions.article.article import article_outline, read_article
from benang.conclusions.report.book import read_report
from benang.conclusions.report.outline import outline
from benang.conclusions.report.pictures import read_pictures
from benang.conclusions.results_readme import results_readme
from benang.core.approaches import approach_said
from benang.core.tables import read_table, write_table

CONFIGURED = {"affiliations": [], "approaches_before": [], "journal": "plain"}
APPROACHES = ("", "codebook", "framework", "coding-reliability", "content-analysis", "reflexive")
COUNTED = {
    "en": ("Agreement", "Saturation is not claimed", "of 3 informants", "state_map", "to decide on", "coded alone"),
    "id": ("Kesepakatan", "Kejenuhan (saturasi)", "dari 3 informan", "state_map", "menunggu keputusan"),
}
"""Words of agreement, saturation, counts as evidence, figures of counts and machine coders."""


@pytest.fixture
def shown(run):
    """Article and supplement by approach; figures that count are among the drawn ones."""

    def write(approach, language="en", **wanted):
        study = run(**wanted) | CONFIGURED | {"approach": approach}
        for folder in ("id", "en"):
            for suffix in ("svg", "png", "caption.txt", "txt"):
                drawn = Path(f"results/figures/{folder}/project_map.{suffix}")
                drawn.with_name(f"state_map.{suffix}").write_bytes(drawn.read_bytes())
        parts = article_outline(Path("results"), study, language)
        article = read_article("results", study, language, "../results", "supplement.html").texts
        supplement = read_report("results", study, language, "../results").texts
        assert parts
        return ["\n\n".join(filter(None, texts.values())) for texts in (article, supplement)], outline(
            Path("results"), study
        )

    return write


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("approach", APPROACHES)
def test_the_approach_stands_in_article_and_supplement(shown, approach, language):
    documents, _ = shown(approach, language)
    for text in documents:
        assert approach_said(approach, [], language) in text.replace("\\", "")


@pytest.mark.parametrize("approach", APPROACHES)
def test_the_approach_stands_beside_the_tables_of_the_results(approach):
    heading = {"title": {"id": "Dua toko", "en": "Two shops"}, "notice": {"en": "A reconstruction."}}
    text = results_readme(heading, approach, ["framework"] if approach else [], ["id", "en"])
    for language in ("id", "en"):
        assert approach_said(approach, ["framework"] if approach else [], language) in text
    # In both languages, since whoever reads a number must know what the data are.
    assert "Dua toko: hasil" in text and "Two shops: results" in text and text.count("A reconstruction.") == 2


def test_documents_print_a_caption_without_the_line_of_the_approach_below_it(tmp_path):
    for suffix, text in ((".svg", "<svg/>"), (".txt", "alt"), (".caption.txt", "A map.\n\nApproach: framework.\n")):
        (tmp_path / f"state_map{suffix}").write_text(text, "utf-8")
    assert read_pictures(tmp_path, ["state_map"])["state_map"].caption == "A map."


@pytest.mark.parametrize("approach", APPROACHES[:-1])
def test_every_other_approach_shows_counts_and_agreement(shown, approach):
    documents, parts = shown(approach)
    text = "\n".join(documents)
    assert {"coding.agreement", "agreement_by_code", "ways", "checklists"} <= set(parts)
    for word in COUNTED["en"][:4]:
        assert word in text, word


@pytest.mark.parametrize("approach", APPROACHES)
def test_an_article_of_coding_reliability_or_content_analysis_states_alpha_with_its_interval(run, approach):
    study = run() | CONFIGURED | {"approach": approach}
    path = "results/coding/agreement.parquet"
    table = read_table(path, "agreement")
    alpha = (table["coefficient"] == "krippendorff_alpha") & (table["code_id"] == ALL_CODES)
    assert alpha.any()
    table.loc[alpha, ["value", "low", "high"]] = [0.71, 0.52, 0.84]
    table.loc[alpha, ["undefined", "no_interval"]] = ""
    write_table(table, path, "agreement")
    method = read_article("results", study, "en", "../results", "supplement.html").texts["method"]
    told = "alpha over all decisions (turn × code): 0.71 (95% interval: 0.52 to 0.84)" in method
    assert told == (approach in ("coding-reliability", "content-analysis"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_reflexive_study_shows_neither_counts_as_evidence_nor_agreement_saturation_or_machines(shown, language):
    documents, parts = shown("reflexive", language)
    assert not {"coding.agreement", "agreement_by_code", "ways", "coding.rules"} & set(parts)
    said = approach_said("reflexive", [], language)
    for text in documents:
        # Beyond the paragraph that says what is left out.
        after = text.replace("\\", "").partition(said)[2].partition("\n")[2]
        for word in COUNTED[language]:
            assert word not in after, word


STUDIES = [
    {"informants": False},
    {"codes": False},
    {"claims": False, "evidence": False},
    {"literature": False, "groups": False},
    {"coders": ()},
    {"observation": False, "coders": ("ani",)},
]
"""What a study may lack, so that tables and figures are left out."""


@pytest.mark.parametrize("lacking", STUDIES, ids=str)
@pytest.mark.parametrize("approach", ["", "reflexive"])
def test_no_number_of_a_table_or_a_figure_is_left_out(shown, approach, lacking):
    documents, _ = shown(approach, **lacking)
    assert any("[Table 1.]" in text for text in documents)
    for text in documents:
        for thing in ("Table", "Figure"):
            numbers = re.findall(rf"\[{thing} (\d+)\.\]", text)
            assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
