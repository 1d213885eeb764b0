"""All batches as one table of sources, of turns and of what belongs to them."""

import pandas as pd

from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.tables import read_table, read_tables, write_csv, write_problems, write_table
from benang.exchange.case_parts import with_turn_cases
from benang.sources.printed import with_printed
from benang.sources.speakers.case_labels import with_cases_by_label
from benang.sources.speakers.role_proposals import propose_roles
from benang.sources.speakers.speaker_table import SpeakerRow, SpeakerTable, absent_labels, absent_listed, speaker_rows


def main(
    inputs,
    outputs,
    speaker_file: str,
    speaker_table: list[list],
    cases: dict[str, list[str]],
    language: str,
    listed: list[list],
    config: str,
) -> None:
    sources = read_tables(inputs.sources, "sources")
    turns = read_tables(inputs.turns, "turns")
    sources, turns = with_cases_by_label(sources, turns, cases)
    if of_projects := inputs.get("turn_cases"):
        sources, turns = with_turn_cases(sources, turns, read_table(of_projects, "turn_cases"), cases)
    printed = read_tables(inputs.printed, "printed")
    turns = with_printed(turns, printed)
    cleaning = read_tables(inputs.cleaning, "cleaning")
    write_table(sources, outputs.sources, "sources")
    write_table(turns, outputs.turns, "turns")
    write_table(read_tables(inputs.offset_map, "offset_map"), outputs.offset_map, "offset_map")
    write_table(read_tables(inputs.times, "times"), outputs.times, "times")
    write_table(printed, outputs.printed, "printed")
    write_table(cleaning, outputs.cleaning, "cleaning")
    write_csv(sources.drop(columns="text"), outputs.sources_table)
    write_csv(with_words(turns, sources), outputs.turns_table)
    write_csv(speaker_rows(turns), outputs.speakers_table)
    write_csv(cleaning, outputs.cleaning_table)
    write_csv(read_tables(inputs.memos, "memos"), outputs.memos_table)
    table = SpeakerTable(tuple(SpeakerRow(*row) for row in speaker_table), speaker_file)
    proposals = propose_roles(sources, turns)
    write_text(proposals.block(language), outputs.speakers_block)
    write_problems(
        [
            *absent_labels(table, turns),
            *absent_listed(listed, turns, config),
            *proposals.problems(outputs.speakers_block),
        ],
        outputs.problems,
    )


def with_words(turns: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The turns with what was said: the transcript as the coders' quotations refer to it."""
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    spans = zip(turns["source_id"], turns["start"], turns["end"], strict=True)
    return turns.assign(text=[texts[source][start:end] for source, start, end in spans])


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(
            snakemake.input,
            snakemake.output,
            params.speaker_file,
            params.speaker_table,
            params.cases,
            params.language,
            params.listed,
            params.config,
        )
