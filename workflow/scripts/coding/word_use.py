"""Count the words and phrases of a study that nobody has coded yet."""

from benang.coding.suggestions.candidate_passages import passages
from benang.coding.suggestions.word_use import word_use
from benang.core import model
from benang.core.model import cases_in
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table
from benang.sources.residual_risk import read_may_be_names
from benang.sources.source_row import texts_of


def main(inputs, outputs, attribute: str, roles: list[str], language: str) -> None:
    sources, turns = read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")
    if not turns["role"].isin(roles).any():
        # Who answers is not told apart yet: everybody who is no interviewer.
        roles = sorted(set(turns["role"]) - {"interviewer"})
    found = passages(sources, turns, model.empty("codings"), roles, "sentence")
    texts = texts_of(sources.to_dict("records"))
    cases = cases_in(read_table(inputs.cases, "cases"), language)
    used = word_use(found, cases, attribute, texts, read_may_be_names(inputs.names))
    write_csv(used, outputs.table)
    write_table(used, outputs.words, "word_use")


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, params.attribute, params.roles, params.language)
