"""Everything that goes into a bundle, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from benang.bundle.bundle_archive import CODE, GRAPH, INPUTS, MANIFEST, METADATA, RUN, SOFTWARE, json_bytes, manifest
from benang.bundle.concept_scheme import concept_scheme
from benang.bundle.crate_metadata import crate_metadata
from benang.bundle.public_inputs import PublicInput, as_values
from benang.bundle.run_graph import RunGraph, dot
from benang.bundle.web_annotations import CODEBOOK, FILE, annotation_page, text_name
from benang.core.approaches import approach_said
from benang.core.texts import main_language, read_texts, text_in
from benang.core.wording import filled


@dataclass(frozen=True)
class RunRecord:
    """What is known of a run.

    Attributes:
        graph: of its steps.
        inputs: the files it was made from.
        software: as ``software_versions.versions`` tells it.
        code: the digest of every file of code.
        overrides: values of the command line above those of the configuration.
    """

    graph: RunGraph
    inputs: tuple[PublicInput, ...]
    software: Mapping[str, Any]
    code: Mapping[str, str]
    overrides: Mapping[str, Any]


def bundle_members(
    enclosed: Mapping[str, bytes],
    tables: Mapping[str, pd.DataFrame],
    run: RunRecord,
    study: Mapping[str, Any],
    language: str,
    left_out: Iterable[str],
    *,
    with_texts: bool,
) -> dict[str, bytes]:
    """The files of a bundle by name.

    Args:
        enclosed: results, documents, copies of the study's files, and rules and scripts.
        tables: ``codings``, ``sources`` (with the frozen texts) and ``codes``.
        run: what is known of the run.
        study: what the study says of itself (``study.plan.Plan.about``).
        language: of labels and descriptions.
        left_out: names of the study's files of which no copy can be given.
        with_texts: whether the frozen texts are enclosed.
    """
    words = read_texts("bundle.yaml")[_told_in(language)]
    members = dict(enclosed)
    page = annotation_page(tables["codings"], tables["sources"], tables["codes"], language, with_texts=with_texts)
    members[FILE] = json_bytes(page)
    members[CODEBOOK] = json_bytes(concept_scheme(tables["codes"]))
    if with_texts:
        for source in tables["sources"].to_dict("records"):
            members[text_name(str(source["source_id"]))] = str(source["text"]).encode("utf-8")
    members[RUN] = json_bytes(run.graph.as_values() | {"overrides": run.overrides})
    members[GRAPH] = dot(run.graph).encode("utf-8")
    members[INPUTS] = json_bytes({"inputs": as_values(run.inputs), "private": words["verify"]["private"]})
    members[SOFTWARE] = json_bytes(run.software)
    members[CODE] = json_bytes(run.code)
    members["README.md"] = _readme(words, study, language, sorted(left_out), with_texts=with_texts)
    described = members | {MANIFEST: b""}
    metadata = crate_metadata(described, run.graph, study, run.software, words["crate"], language)
    members[METADATA] = json_bytes(metadata)
    members[MANIFEST] = manifest(members)
    return members


def made_digests(members: Mapping[str, bytes], run: RunRecord) -> Iterator[str]:
    """Every digest that a bundle holds, so that the leak gate takes none for somebody's number."""
    for line in members[MANIFEST].decode("utf-8").splitlines():
        yield line.partition("  ")[0]
    yield from (step.code for step in run.graph.steps)
    yield from run.graph.files.values()
    yield from run.code.values()
    yield str(run.software["lock_sha256"])
    for one in run.inputs:
        yield from (one.sha256, one.frozen)


def _told_in(language: str) -> str:
    """The language of what a bundle says of itself: Indonesian or English."""
    return "id" if main_language(language) == "id" else "en"


def _readme(
    words: Mapping[str, Any], study: Mapping[str, Any], language: str, left_out: list[str], *, with_texts: bool
) -> bytes:
    values = {
        "title": text_in(study["title"], language),
        "notice": text_in(study["notice"], language),
        "approach": approach_said(str(study["approach"]), study["approaches_before"], language),
        "version": study["version"],
        "file": "study.zip",
        "texts": words["texts_there" if with_texts else "texts_absent"],
        "left_out": filled(words["left_out"], {"files": ", ".join(left_out)}) if left_out else "",
    }
    return (filled(words["readme"], values).rstrip() + "\n").encode("utf-8")
