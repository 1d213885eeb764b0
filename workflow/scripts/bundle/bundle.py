"""Put together what can be archived of the study, in one file that others can check."""

from pathlib import Path

import pandas as pd

from benang.bundle.bundle_archive import write_bundle
from benang.bundle.member_names import MemberNames, copies
from benang.bundle.run_graph import run_graph
from benang.bundle.software_versions import code_digests, enclosed_code, versions
from benang.bundle.study_bundle import RunRecord, bundle_members, made_digests
from benang.bundle.study_inputs import read_input_reader, read_inputs, read_references
from benang.conclusions.transcripts.transcript_files import list_file
from benang.core.config import CONFIG_FILE
from benang.core.job_record import content_digest, read_records
from benang.core.reporting import reporting, say
from benang.core.run_words import sentence
from benang.core.tables import read_table, write_table


def main(inputs, outputs, params) -> None:
    tables = {name: read_table(inputs[name], name) for name in ("codings", "sources", "codes")}
    frozen = dict(zip(tables["sources"]["source_id"], tables["sources"]["sha256"], strict=True))
    references = read_references(Path(inputs.references))
    reader = read_input_reader(Path(), params.told, frozen, references, params.study, params.language)
    names = MemberNames({folder: params.told[folder] for folder in ("results", "reports")}, params.private, reader)
    config = Path(params.config_file).read_bytes()
    told = [*filter(None, [reader.tell(CONFIG_FILE, config)]), *read_inputs(Path(), params.files, reader)]
    own = [(CONFIG_FILE, config), *((path, Path(path).read_bytes()) for path in params.copies)]
    given, left_out = copies(reader, own)
    pages = transcript_pages(inputs.get("transcripts"), params.told["reports"])
    made = {names.made(path): Path(path).read_bytes() for path in sorted({*inputs.enclosed, *pages})}
    digests = {one.name: one.sha256 for one in told}

    def digest(path: str) -> str:
        return content_digest(path) if names.made(path) else digests.get(names.shown(path), "")

    graph = run_graph(read_records(Path()), [*inputs.enclosed, *pages], names.shown, digest, params.scope)
    run = RunRecord(graph, tuple(told), versions(params.study["version"]), code_digests(), params.overrides)
    enclosed = {**made, **given, **enclosed_code()}
    members = bundle_members(
        enclosed, tables, run, params.study, params.language, left_out, with_texts=params.with_texts
    )
    write_bundle(members, outputs.bundle)
    kept = pd.DataFrame({"sha256": sorted({*made_digests(members, run)} - {""})})
    write_table(kept, outputs.digests, "bundle_digests")
    for missing in ("date", "licence"):
        if not params.study[missing]:
            say(sentence(f"bundle_no_{missing}", params.language))


def transcript_pages(listed: str | None, reports: str) -> list[str]:
    """The pages of the transcripts that a run wrote, and those that lead to them."""
    if not listed:
        return []
    pages = pd.read_csv(listed, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    leading = [list_file(language) for language in sorted(set(pages["language"]))]
    return [f"{reports}/{name}" for name in [*pages["file"], *leading]]


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
