"""The metadata of a bundle, checked without the validator: nothing points to nothing, nothing is left undescribed."""

import json

import pytest
from run_records import graph_of

from benang.bundle.bundle_archive import METADATA
from benang.bundle.crate_metadata import CRATE, crate_metadata
from benang.core.texts import read_texts

STUDY = {
    "title": {"en": "Two shops"},
    "question": {"en": "How?"},
    "notice": {},
    "approach": "framework",
    "approaches_before": ["codebook"],
    "authors": ["Ann Bee", "Cy Dee", "Eve Eff"],
    "affiliations": ["", "University of X", "University of X"],
    "date": "2024-05-01",
    "licence": "CC BY-SA 4.0",
}
SOFTWARE = {"benang": "0.1.0", "packages": {"snakemake": "9.14.0"}}
SCRIPTS = ["mapping/count.py", "coding/code.py", "coding/read.py"]
MEMBERS = {
    "README.md": b"# Two shops",
    "workflow/Snakefile": b"rule all:",
    **{f"workflow/scripts/{name}": b"" for name in SCRIPTS},
    "r/matrix": b"1",
    "study/raw/book": b"codes: []",
    "texts/a b.txt": b"P: And?",
}


def metadata(**changes):
    words = read_texts("bundle.yaml")["en"]["crate"]
    return crate_metadata(MEMBERS, graph_of("r/matrix"), STUDY | changes, SOFTWARE, words, "en")


@pytest.fixture(scope="module")
def entities():
    found = metadata()["@graph"]
    assert len({entity["@id"] for entity in found}) == len(found)
    return {entity["@id"]: entity for entity in found}


def pointed_to(value):
    if isinstance(value, dict):
        yield from [value["@id"]] if set(value) == {"@id"} else []
    for each in value if isinstance(value, list) else ():
        yield from pointed_to(each)


def test_the_context_is_that_of_the_crate_with_what_it_has_not():
    first, terms = metadata()["@context"]
    assert first == f"{CRATE}/context" == "https://w3id.org/ro/crate/1.1/context"
    assert set(terms) == {"sha256"}


def test_the_description_tells_the_approach(entities):
    assert "Approach: framework. Before that: codebook." in entities["./"]["description"]
    assert "Approach to analysis: the study states none" in metadata(approach="")["@graph"][1]["description"]


def test_every_reference_leads_to_an_entity_and_every_entity_is_referred_to(entities):
    references = {one for entity in entities.values() for value in entity.values() for one in pointed_to(value)}
    assert references - entities.keys() == {CRATE}  # the specification itself
    assert entities.keys() - references == {METADATA}


def test_every_file_is_a_part_of_the_crate_and_nothing_else_is(entities):
    parts = {one["@id"] for one in entities["./"]["hasPart"]}
    assert parts == {name.replace(" ", "%20") for name in MEMBERS}
    files = {key for key, entity in entities.items() if "File" in entity["@type"]}
    assert files == parts
    assert all("sha256" in entities[part] and "encodingFormat" in entities[part] for part in parts)


def test_each_job_is_an_action_of_its_tool_that_a_step_of_the_workflow_controls(entities):
    workflow = entities["workflow/Snakefile"]
    assert entities["./"]["mainEntity"] == {"@id": "workflow/Snakefile"}
    assert set(workflow["@type"]) == {"File", "SoftwareSourceCode", "ComputationalWorkflow", "HowTo"}
    tools = {f"workflow/scripts/{name}" for name in SCRIPTS}
    assert set(pointed_to(workflow["hasPart"])) == tools
    assert {entities[step]["workExample"]["@id"] for step in pointed_to(workflow["step"])} == tools
    actions = [entity for entity in entities.values() if entity["@type"] == "CreateAction"]
    assert {action["instrument"]["@id"] for action in actions} == {*tools, "workflow/Snakefile"}
    mentioned = set(pointed_to(entities["./"]["mentions"]))
    assert {action["@id"] for action in actions} < mentioned
    controls = set(pointed_to(entities["#organized"]["object"]))
    assert {entities[one]["object"]["@id"] for one in controls} == {one["@id"] for one in actions} - {"#run"}
    assert entities["#organized"]["result"] == {"@id": "#run"}


def test_what_a_step_read_and_made_is_the_file_in_the_bundle_or_told_as_one_that_is_not_there(entities):
    counted = entities["#action/mapping/count.py"]
    assert list(pointed_to(counted["object"])) == ["#file/r/codings", "study/raw/book"]
    assert list(pointed_to(counted["result"])) == ["r/matrix"]
    absent = entities["#file/r/codings"]
    assert absent["@type"] == "CreativeWork" and absent["sha256"] == "digest of r/codings"
    assert "sha256" not in entities["#file/p/texts"]  # private


def test_authors_have_the_affiliations_they_give_and_a_licence_of_creative_commons_its_address(entities):
    assert [entities[one]["name"] for one in pointed_to(entities["./"]["author"])] == STUDY["authors"]
    assert "affiliation" not in entities["#author-1"]
    place = entities["#author-2"]["affiliation"]["@id"]
    assert entities["#author-3"]["affiliation"]["@id"] == place and entities[place]["name"] == "University of X"
    assert entities["./"]["license"] == {"@id": "https://creativecommons.org/licenses/by-sa/4.0/"}
    found = {entity["@id"]: entity for entity in metadata(licence="", date="", authors=[], affiliations=[])["@graph"]}
    assert found["#licence"]["name"] == "No licence is given"
    assert {"datePublished", "author"} & found["./"].keys() == set()
    assert "agent" not in found["#run"]


def test_no_time_and_no_path_of_a_machine_is_in_the_metadata():
    told = json.dumps(metadata())
    assert "endTime" not in told and "startTime" not in told and "/home/" not in told
