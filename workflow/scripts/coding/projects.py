"""Bring projects of other programs into the study: their texts, codings, cases and memos."""

from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import read_tables, write_csv, write_problems, write_table
from benang.exchange.import_target import ImportTarget
from benang.exchange.into_study import import_projects
from benang.exchange.project_files import project_files, read_projects
from benang.exchange.project_tables import tables_of_projects
from benang.privacy.left_names import what_stops
from benang.privacy.pseudonym_key import read_replacing, write_replacements
from benang.sources.cases import Case
from benang.sources.cleaning import cleaning_of
from benang.sources.frozen_tables import FROZEN_TABLES
from benang.sources.speakers.case_labels import with_cases_by_label
from benang.sources.speakers.roles import speakers_of
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    projects, problems = project_files(params.projects, read_projects(inputs.documents))
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    names = withdrawal.names(
        read_replacing(inputs.get("pseudonyms"), inputs.get("key"), params.kinds, params.language), params.language
    )
    labels = params.speakers
    sources, turns = with_cases_by_label(
        read_tables(inputs.sources, "sources"), read_tables(inputs.turns, "turns"), params.cases
    )
    target = ImportTarget(
        sources,
        [Case(row["case_id"], row["attributes"]) for row in labels["cases"]],
        speakers_of(labels),
        names,
        cleaning_of(params.cleaning),
        turns,
    )
    imported = import_projects(projects, target)
    tables = tables_of_projects(imported, turns)
    problems += [*imported.problems, *tables.problems]
    stop_at_errors(what_stops(problems, strict=params.strict))
    for name in FROZEN_TABLES:
        write_table(getattr(tables, name), outputs[name], name)
    write_replacements(tables.replacements, outputs.replacements)
    write_problems(problems, outputs.problems)
    write_table(tables.rows, outputs.rows, "raw_codings")
    write_table(tables.cases, outputs.cases, "cases")
    write_table(tables.origins, outputs.origins, "project_sources")
    write_table(tables.turn_cases, outputs.turn_cases, "turn_cases")
    write_csv(tables.texts, outputs.texts)
    write_csv(tables.notes, outputs.notes)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
