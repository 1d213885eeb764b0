"""Search all that a target makes public for listed names and identifiers; the run fails where one is left."""

import json
from pathlib import Path

from benang.core.files import write_text
from benang.core.problems import StudyError, has_errors
from benang.core.reporting import reporting, say
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.names_sought import Sought
from benang.privacy.gate.search import read_leaks
from benang.privacy.pseudonym_key import read_key
from benang.privacy.pseudonyms import read_pseudonyms

CLEAN = {
    "id": "{files} berkas ditelusuri: tidak ada nama atau pengenal yang tertinggal ({names} nama, {found} pengenal)",
    "en": "{files} files searched: no listed name and no identifier is left ({names} names, {found} identifiers)",
}


def main(inputs, output: str, folders: list[str], kinds: list[str], study: dict, language: str) -> None:
    names = read_pseudonyms(inputs.get("pseudonyms"))[0]
    key = read_key(inputs.key)
    references = json.loads(Path(inputs.references).read_text(encoding="utf-8"))
    sought = Sought(names, key.replacements, tuple(kinds))
    search = read_leaks(Path(), folders, sought, Allowed.of(references, study))
    if has_errors(search.problems):
        raise StudyError(search.problems)
    counts = {"names": len(names.names), "found": len(key.replacements)}
    # No number of files: what else lies in the folders is no result of this run.
    write_text(json.dumps({"searched": folders, **counts}, indent=1) + "\n", output)
    say(CLEAN.get(language, CLEAN["en"]).format(files=search.files, **counts))


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        params = snakemake.params
        main(snakemake.input, snakemake.output[0], params.folders, params.kinds, params.study, params.language)
