"""What may still be a name, for a person to look at; and each replacement that was made. Both stay private."""

from pathlib import Path

import pandas as pd

from benang.core import model
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.table_parts import RowsOfSources, parts_by_source
from benang.core.tables import read_only, read_table, read_tables, write_csv, write_problems
from benang.privacy.pseudonym_key import read_replacements, write_replacements
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.case_id_names import case_id_problems
from benang.sources.cases import ATTRIBUTE
from benang.sources.name_places import name_places
from benang.sources.recognisable import COLUMNS, recognisable, recognisable_problems
from benang.sources.residual_risk import names_to_list, read_cleared, residual_problems, residual_risk
from benang.sources.searched_texts import SearchedTexts
from benang.sources.withdrawal import withdrawal_of

MADE_FROM = {"sources": ("source_id", "sha256"), "turns": ("source_id", "start", "end"), "memos": ("source_id", "text")}
"""By what it is known that the texts of some sources are the same: the digest stands for the text."""


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    cleared = inputs.get("cleared") or ""
    words, problems = read_cleared(cleared, cleared)
    names = withdrawal.names(read_checked_pseudonyms(inputs.get("pseudonyms")), params.language)
    sources = read_table(inputs.sources, "sources", without=("text",))
    turns = read_only(inputs.turns, "source_id", "speaker", "start", "end")
    memos = read_tables(inputs.memos, "memos")
    texts = StoredTexts(inputs.sources)
    places = places_by_part(
        inputs, memos, names, KeptParts(params.kept, JobState.parse(params.code).digest, names.names)
    )
    table = residual_risk(sources, turns, memos, names, words, texts, places)
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


def places_by_part(inputs, memos, names, kept):
    """What may be names in all texts, some sources at a time."""
    by_source, found, left = RowsOfSources(memos), [], set(memos["source_id"])
    texts = StoredTexts(inputs.sources)
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}, without=("text",)):
        part["memos"] = by_source.of(part)
        left -= set(part["sources"]["source_id"])
        found.append(places_of(part, texts, names, kept))
    if left:  # comments on what is no source
        empty = {name: model.empty(name) for name in ("sources", "turns")}
        found.append(places_of(empty | {"memos": memos[memos["source_id"].isin(left)]}, texts, names, kept))
    kept.discard_others()
    return found


def places_of(part, texts, names, kept):
    """What may be names in the texts of some sources."""
    made_from = {name: part[name][list(columns)] for name, columns in MADE_FROM.items()}
    tables = (part["sources"], part["turns"], part["memos"])
    return kept.table(made_from, lambda: name_places(SearchedTexts(*tables, names, texts), names))


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
