"""What may still be a name, for a person to look at; and each replacement that was made. Both stay private."""

from pathlib import Path

import pandas as pd

from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.tables import read_only, read_table, read_tables, write_csv, write_problems
from benang.privacy.pseudonym_key import read_replacements, write_replacements
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.case_id_names import case_id_problems
from benang.sources.cases import ATTRIBUTE
from benang.sources.recognisable import COLUMNS, recognisable, recognisable_problems
from benang.sources.residual_risk import names_to_list, read_cleared, residual_problems, residual_risk
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    cleared = inputs.get("cleared") or ""
    words, problems = read_cleared(cleared, cleared)
    names = withdrawal.names(read_checked_pseudonyms(inputs.get("pseudonyms")), params.language)
    sources = read_table(inputs.sources, "sources", without=("text",))
    turns = read_only(inputs.turns, "source_id", "speaker", "start", "end")
    memos = read_tables(inputs.memos, "memos")
    texts = StoredTexts(inputs.sources)
    table = residual_risk(sources, turns, memos, names, words, texts)
    write_csv(table, outputs.table, private=True, separator=params.separator)
    shown = pd.DataFrame(columns=COLUMNS)
    if cases := inputs.get("cases"):
        frame = read_table(cases, "cases")
        values = {str(value) for name in frame.columns if name.startswith(ATTRIBUTE) for value in frame[name] if value}
        shown = recognisable(sources, turns, memos, names, values, texts)
    write_csv(shown, outputs.recognisable, private=True, separator=params.separator)
    write_csv(names_to_list(table), outputs.to_list, private=True, separator=params.separator)
    write_replacements((row for path in inputs.replacements for row in read_replacements(path)), outputs.replacements)
    problems += residual_problems(table, Path(outputs.table).as_posix())
    like_names = table.loc[table["reason"] == "case", "word"].tolist()
    problems += case_id_problems(like_names, params.case_file, {})
    problems += recognisable_problems(shown, Path(outputs.recognisable).as_posix())
    write_problems(problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
