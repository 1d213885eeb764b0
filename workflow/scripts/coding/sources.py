"""All batches as one table of sources, of turns and of what belongs to them; some sources at a time."""

import pandas as pd

from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.table_parts import parts_by_source, writing_csv, writing_table
from benang.core.tables import read_table, read_tables, write_csv, write_problems, write_table
from benang.exchange.case_parts import with_turn_cases
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.copied_sources import copied_sources
from benang.sources.printed import printed_columns, with_printed
from benang.sources.speakers.case_labels import with_cases_by_label
from benang.sources.speakers.role_proposals import RolesRead
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
    separator: str,
) -> None:
    printed = read_tables(inputs.printed, "printed")
    of_projects = inputs.get("turn_cases")
    changed = read_table(of_projects, "turn_cases") if of_projects else None
    shown_in_print = printed_columns(inputs.turns, printed)
    stand_ins = set(read_checked_pseudonyms(inputs.get("pseudonyms")).names.values())
    roles, speakers, about = RolesRead(stand_ins), [], []
    with (
        writing_table(outputs.sources, "sources") as all_sources,
        writing_table(outputs.turns, "turns") as all_turns,
        writing_table(outputs.offset_map, "offset_map") as offset_map,
        writing_csv(outputs.turns_table) as said,
    ):
        for part in parts_by_source({name: inputs[name] for name in ("sources", "turns", "offset_map")}):
            sources, turns = with_cases_by_label(part["sources"], part["turns"], cases)
            if changed is not None:
                sources, turns = with_turn_cases(sources, turns, changed, cases)
            turns = with_printed(turns, printed, shown_in_print)
            all_sources.add(sources)
            all_turns.add(turns)
            offset_map.add(part["offset_map"])
            said.add(with_words(turns, sources))
            roles.add(sources, turns)
            speakers.append(speaker_rows(turns))
            about.append(sources.drop(columns="text"))
    cleaning = read_tables(inputs.cleaning, "cleaning")
    write_table(read_tables(inputs.times, "times"), outputs.times, "times")
    write_table(printed, outputs.printed, "printed")
    write_table(cleaning, outputs.cleaning, "cleaning")
    without_texts = pd.concat(about, ignore_index=True)
    write_csv(without_texts, outputs.sources_table)
    spoken = pd.concat(speakers, ignore_index=True)
    write_csv(spoken, outputs.speakers_table, separator=separator)
    write_csv(cleaning, outputs.cleaning_table)
    write_csv(read_tables(inputs.memos, "memos"), outputs.memos_table)
    table = SpeakerTable(tuple(SpeakerRow(*row) for row in speaker_table), speaker_file)
    proposals = roles.proposals()
    write_text(proposals.public.block(language), outputs.speakers_block)
    write_text(proposals.block(language), outputs.speakers_private, private=True)
    block = outputs.speakers_private if proposals.names else outputs.speakers_block
    labels = spoken.rename(columns={"label": "speaker"})
    write_problems(
        [
            *copied_sources(without_texts),
            *absent_labels(table, labels),
            *absent_listed(listed, labels, config),
            *proposals.public.problems(block),
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
            params.separator,
        )
