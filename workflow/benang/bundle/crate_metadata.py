"""``ro-crate-metadata.json``: what a bundle is, who made it, what is in it, and how it came about.

RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) with the profile Provenance Run Crate 0.5, and those it builds on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from benang.bundle.bundle_archive import METADATA
from benang.bundle.crate_files import file_entities, member_id, references
from benang.bundle.crate_run import ORGANIZED, WORKFLOW, action_ids, run_entities
from benang.bundle.run_graph import RunGraph
from benang.core.approaches import approach_said
from benang.core.texts import text_in

CRATE = "https://w3id.org/ro/crate/1.1"
_WORKFLOW_CRATE = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
_PROFILES = {
    "https://w3id.org/ro/wfrun/process/0.5": ("Process Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/workflow/0.5": ("Workflow Run Crate", "0.5"),
    "https://w3id.org/ro/wfrun/provenance/0.5": ("Provenance Run Crate", "0.5"),
    _WORKFLOW_CRATE: ("Workflow RO-Crate", "1.0"),
}
_TERMS = {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}
"""What the profile uses and the context of RO-Crate 1.1 has not."""
_CREATIVE_COMMONS = re.compile(r"CC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)", re.IGNORECASE)
_PUBLIC_DOMAIN = re.compile(r"CC0(?:[ -]1\.0)?", re.IGNORECASE)


def crate_metadata(
    members: Mapping[str, bytes],
    graph: RunGraph,
    study: Mapping[str, Any],
    software: Mapping[str, Any],
    texts: Mapping[str, Any],
    language: str,
) -> dict[str, Any]:
    """The metadata document.

    Args:
        members: all files of the bundle but this document.
        graph: of the run.
        study: what the study says of itself (``study.plan.Plan.about``).
        software: as ``software_versions.versions`` tells it.
        texts: the sentences of ``texts/bundle.yaml`` under ``crate`` in one language.
        language: of titles and descriptions.
    """
    people, organisations = _people(study)
    licence = _licence(str(study["licence"]), texts)
    about = text_in(study["question"], language) or text_in(study["title"], language)
    approach = approach_said(str(study["approach"]), study["approaches_before"], language)
    described = [about, text_in(study["notice"], language), approach, texts["bundle"]]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": text_in(study["title"], language),
        "description": " ".join(filter(None, described)),
        "license": {"@id": licence["@id"]},
        "conformsTo": references(_PROFILES),
        "hasPart": references(member_id(name) for name in sorted(members)),
        "mainEntity": {"@id": member_id(WORKFLOW)},
        "mentions": references([*action_ids(graph), ORGANIZED]),
        "inLanguage": language,
    }
    if study["date"]:
        root["datePublished"] = study["date"]
    if people:
        root["author"] = references(str(person["@id"]) for person in people)
    entities: list[dict[str, Any]] = [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": references([CRATE, _WORKFLOW_CRATE]),
        },
        root,
        licence,
        *people,
        *organisations,
        *(
            {"@id": address, "@type": "CreativeWork", "name": name, "version": version}
            for address, (name, version) in _PROFILES.items()
        ),
    ]
    agents = [str(person["@id"]) for person in people]
    entities += run_entities(graph, members.keys(), software, agents, texts)
    entities += file_entities(members, texts["files"])
    readme = {"@id": "README.md", "about": {"@id": "./"}}
    return {"@context": [f"{CRATE}/context", _TERMS], "@graph": _merged([*entities, readme])}


def _people(study: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The authors, each with an affiliation where one is given, and the organisations these are."""
    affiliations = list(study["affiliations"])
    people: list[dict[str, Any]] = []
    organisations: dict[str, dict[str, Any]] = {}
    for number, name in enumerate(study["authors"], start=1):
        person: dict[str, Any] = {"@id": f"#author-{number}", "@type": "Person", "name": str(name)}
        given = affiliations[number - 1] if number <= len(affiliations) else ""
        if given:
            place = f"#organisation-{list(dict.fromkeys(affiliations)).index(given) + 1}"
            organisations[place] = {"@id": place, "@type": "Organization", "name": str(given)}
            person["affiliation"] = {"@id": place}
        people.append(person)
    return people, list(organisations.values())


def _licence(given: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    """The licence, by its address where it is one of Creative Commons; else as it is given."""
    match = _CREATIVE_COMMONS.fullmatch(given.strip())
    if match:
        address = f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    elif _PUBLIC_DOMAIN.fullmatch(given.strip()):
        address = "https://creativecommons.org/publicdomain/zero/1.0/"
    else:
        address = "#licence"
    name = given or str(texts["no_licence"])
    return {"@id": address, "@type": "CreativeWork", "name": name, "description": str(texts["licence"])}


def _merged(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One entity an id: what is told first stands, what is told later is added."""
    found: dict[str, dict[str, Any]] = {}
    for entity in entities:
        known = found.setdefault(str(entity["@id"]), {})
        known |= {key: value for key, value in entity.items() if key not in known}
    return list(found.values())
