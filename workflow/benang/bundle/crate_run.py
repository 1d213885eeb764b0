"""The run as RO-Crate describes it: Provenance Run Crate 0.5, with a step and an action for each job.

Workflow Run RO-Crate profiles 0.5 (https://www.researchobject.org/workflow-run-crate/): the workflow (Snakefile) is a
HowTo whose steps are worked by tools (scripts); each job is a CreateAction of its tool, controlled by a ControlAction;
the engine's OrganizeAction holds them together. Nothing says when anything was done: a run has no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from benang.bundle.crate_files import member_id, references
from benang.bundle.run_graph import RunGraph, Step

WORKFLOW = "workflow/Snakefile"
ENGINE = "https://snakemake.github.io/"
LANGUAGE = "https://w3id.org/workflowhub/workflow-ro-crate#snakemake"
RUN, ORGANIZED = "#run", "#organized"
_PROJECT = "https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE"
_COMPLETED = "http://schema.org/CompletedActionStatus"


def run_entities(
    graph: RunGraph,
    members: Collection[str],
    software: Mapping[str, Any],
    agents: Sequence[str],
    texts: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    """The workflow, its tools and steps, and all actions; and the files that are in the graph and not in the bundle.

    Args:
        graph: of the run.
        members: names of the bundle's files.
        software: as ``software_versions.versions`` tells it.
        agents: ids of those who ran it; none where nobody is named.
        texts: sentences for descriptions.
    """
    scripts = list(dict.fromkeys(step.script for step in graph.steps))
    version = str(software["benang"])
    yield {
        "@id": member_id(WORKFLOW),
        "@type": ["File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"],
        "name": "Benang",
        "description": texts["workflow"],
        "version": version,
        "url": {"@id": member_id(WORKFLOW)},
        "programmingLanguage": {"@id": LANGUAGE},
        "conformsTo": {"@id": _PROJECT},
        "hasPart": references(member_id(_script(script)) for script in scripts),
        "step": references(_step_id(script) for script in scripts),
    }
    yield {"@id": _PROJECT, "@type": "CreativeWork", "name": "Bioschemas ComputationalWorkflow", "version": "1.0"}
    snakemake = str(software["packages"].get("snakemake", ""))
    yield {"@id": LANGUAGE, "@type": "ComputerLanguage", "name": "Snakemake", "url": {"@id": ENGINE}}
    yield {
        "@id": ENGINE,
        "@type": ["SoftwareApplication", "WebSite"],
        "name": "Snakemake",
        "url": ENGINE,
        "softwareVersion": snakemake,
    }
    for position, script in enumerate(scripts, start=1):
        yield {
            "@id": member_id(_script(script)),
            "@type": ["File", "SoftwareSourceCode"],
            "name": script,
            "version": version,
            "url": {"@id": member_id(_script(script))},
        }
        yield {
            "@id": _step_id(script),
            "@type": "HowToStep",
            "name": script,
            "position": str(position),
            "workExample": {"@id": member_id(_script(script))},
        }
    yield from _actions(graph, members, agents, texts)


def action_ids(graph: RunGraph) -> list[str]:
    """The ids of all actions that made something, the whole run first."""
    return [RUN, *(_action_id(step) for step in graph.steps)]


def _actions(
    graph: RunGraph, members: Collection[str], agents: Sequence[str], texts: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    by_whom: dict[str, Any] = {"agent": references(agents)} if agents else {}
    places = {name: _place(name, members) for name in graph.files}
    maker = graph.maker
    yield {
        "@id": RUN,
        "@type": "CreateAction",
        "name": texts["run"],
        "description": texts["run_about"],
        "instrument": {"@id": member_id(WORKFLOW)},
        "object": references(places[name] for name in sorted(graph.files) if name not in maker),
        "result": references(places[name] for name in sorted(graph.files) if name in maker and name in members),
        "actionStatus": _COMPLETED,
        **by_whom,
    }
    for step in graph.steps:
        yield {
            "@id": _action_id(step),
            "@type": "CreateAction",
            "name": step.name,
            "description": texts["action"].replace("{code}", step.code),
            "instrument": {"@id": member_id(_script(step.script))},
            "object": references(places[name] for name in step.read if name in places),
            "result": references(places[name] for name in step.made if name in places),
            "actionStatus": _COMPLETED,
            **by_whom,
        }
        yield {
            "@id": f"#control/{quote(step.name)}",
            "@type": "ControlAction",
            "name": step.name,
            "instrument": {"@id": _step_id(step.script)},
            "object": {"@id": _action_id(step)},
            "actionStatus": _COMPLETED,
        }
    yield {
        "@id": ORGANIZED,
        "@type": "OrganizeAction",
        "name": texts["organized"],
        "instrument": {"@id": ENGINE},
        "object": references(f"#control/{quote(step.name)}" for step in graph.steps),
        "result": {"@id": RUN},
        "actionStatus": _COMPLETED,
        **by_whom,
    }
    for name, sha256 in sorted(graph.files.items()):
        if places[name].startswith("#"):
            told = {"sha256": sha256} if sha256 else {}
            yield {"@id": places[name], "@type": "CreativeWork", "name": name, "description": texts["absent"], **told}


def _place(name: str, members: Collection[str]) -> str:
    """The entity of a file: of the bundle, of a copy in it, or of one that is not there."""
    inside = next((one for one in (name, f"study/{name}") if one in members), "")
    return member_id(inside) if inside else f"#file/{quote(name)}"


def _script(script: str) -> str:
    return f"workflow/scripts/{script}"


def _step_id(script: str) -> str:
    return f"#step/{quote(script)}"


def _action_id(step: Step) -> str:
    return f"#action/{quote(step.name)}"
