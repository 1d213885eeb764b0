"""Take a language model's recorded answers as suggestions; one that is missing ends the run. Nothing is asked here."""

import json

from benang.coding.language_model.coder import account, codings_from
from benang.coding.language_model.replay import read_answers
from benang.coding.language_model.requests import RequestSettings, build_requests
from benang.core.files import write_text
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table


def main(inputs, outputs, folder: str, coder: str, settings: dict) -> None:
    sources, turns = read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")
    codes = read_table(inputs.codes, "codes")
    requests = build_requests(sources, turns, codes, RequestSettings(**settings))
    answers, problems = read_answers(requests, ".", folder)
    stop_at_errors(problems)
    offset_map = read_table(inputs.offset_map, "offset_map")
    codings, quarantine, problems = codings_from(requests, answers, sources, turns, offset_map, codes, coder)
    written = account(settings["model"], coder, requests, codings, quarantine)
    write_table(codings, outputs.codings, "codings")
    write_csv(quarantine, outputs.quarantine)
    write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", outputs.account)
    write_problems(problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, params.folder, params.coder, params.settings)
