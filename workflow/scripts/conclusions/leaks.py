"""Search all that a target makes public for listed names and identifiers; the run fails where one is left."""

import json
from dataclasses import replace
from pathlib import Path

from benang.core.files import write_text
from benang.core.job_record import JobState
from benang.core.problems import StudyError, has_errors, stop_at_errors
from benang.core.reporting import reporting, say
from benang.core.run_words import sentence
from benang.core.tables import read_problems, read_table
from benang.core.wording import filled
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.made_ids import false_alarms
from benang.privacy.gate.search import read_leaks
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.gate.source_places import Places
from benang.privacy.pseudonym_key import read_key
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.withdrawal import withdrawal_of
from benang.sources.withdrawn_left import withdrawn_left


def main(inputs, output: str, params, processes: int) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    listed = read_checked_pseudonyms(inputs.get("pseudonyms"))
    # What an id that looks like a cell of a sheet means, only a column of cases tells.
    names = withdrawal.names(listed, params.language, masks=False, cells=False)
    references = json.loads(Path(inputs.references).read_text(encoding="utf-8"))
    # A kind that the study no longer replaces is no longer looked for, though the key remembers it.
    found = {one: each for one, each in read_key(inputs.key).replacements.items() if one[0] in params.kinds}
    terms = SensitiveTerms(names, found, tuple(params.kinds))
    code = JobState.parse(params.code).digest
    terms = replace(terms, made=false_alarms(Path(), params.results, terms, params.made, code))
    places = Places(lambda name: read_table(inputs[name], name))
    allowed = Allowed.of(references, params.study)
    if withdrawal:
        stop_at_errors(withdrawn_left(Path(), params.results, withdrawal))
    search = read_leaks(Path(), params.folders, terms, allowed, places, params.searched, code, processes)
    if has_errors(search.problems):
        raise StudyError(search.problems)
    counts = {"names": len(listed.names), "found": len(found)}
    # No number of files: what else lies in the folders is no result of this run.
    write_text(json.dumps({"searched": params.folders, **counts}, indent=1) + "\n", output)
    say(filled(sentence("searched", params.language), {"files": search.files, **counts}))
    small = [each for each in read_problems(inputs.problems) if each.kind == "name-in-small-letters"]
    if small:
        say(
            filled(
                sentence("left_in_small_letters", params.language),
                {"n": sum(int(str(each.values["count"])) for each in small)},
            )
        )
    if not listed.names:
        say(sentence("no_names_listed", params.language))


if __name__ == "__main__":
    with reporting(snakemake, searched=snakemake.params.folders, besides=snakemake.params.besides):
        main(snakemake.input, snakemake.output[0], snakemake.params, snakemake.threads)
