"""Cases that are parts of a text, from the databases of programs to the turns of a study."""

import pytest
import qualcoder_database
import rqda_database

from benang.core import model
from benang.exchange import qualcoder, rqda
from benang.exchange.import_target import ImportTarget
from benang.exchange.into_study import import_projects
from benang.exchange.project_files import ProjectFile
from benang.exchange.project_tables import tables_of_projects
from benang.exchange.raw_projects import documents_of
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

GROUP = (
    "Moderator: Who \U0001f41f pays?\n"
    "The first one: Nobody does, the harbour is shut.\n"
    "The second one: We pay for the ice.\n"
    "Moderator: Each day?\n"
    "The first one: Each week.\n"
)
WIDE = "\U0001f41f"
PARTS = {
    "Skipper 3": ("Nobody does, the harbour is shut.", "Each week."),
    "Skipper 8": ("We pay for the ice.",),
}


def ranges(text=GROUP):
    """Case, start and end of each part, in code points."""
    return [
        (number, text.index(words), text.index(words) + len(words))
        for number, parts in enumerate(PARTS.values(), 1)
        for words in parts
    ]


def of_qualcoder(text):
    return qualcoder.read_project(
        qualcoder_database.database(
            source=[{"id": 1, "name": "group.txt", "fulltext": text}],
            code_name=[{"cid": 1, "name": "Ice"}],
            cases=[{"caseid": number, "name": name} for number, name in enumerate(PARTS, 1)],
            case_text=[{"caseid": case, "fid": 1, "pos0": start, "pos1": end} for case, start, end in ranges(text)],
        ),
        "p.qda",
    )[0]


def of_rqda(text):
    return rqda.read_project(
        rqda_database.database(
            source=[{"id": 1, "name": "group", "file": text, "status": 1}],
            freecode=[{"id": 1, "name": "Ice", "status": 1}],
            cases=[{"id": number, "name": name, "status": 1} for number, name in enumerate(PARTS, 1)],
            caselinkage=[
                {"caseid": case, "fid": 1, "selfirst": start, "selend": end, "status": 1}
                for case, start, end in ranges(text)
            ],
        ),
        "p.rqda",
    )[0]


def imported(project, held=()):
    row = SourceRow("S1", "interview", "en", "", "S1.txt", "S1.txt", (), 0)
    frozen = [freeze(read_bytes(text.encode(), "S1.txt", "S1.txt"), row, Speakers(), Pseudonyms()) for text in held]
    tables = tables_of(frozen)
    target = ImportTarget(tables.sources, [], Speakers(), Pseudonyms(), Cleaning(), tables.turns)
    file = ProjectFile("p", project, "interview", "en", documents=documents_of(project))
    result = import_projects([file], target)
    return tables_of_projects(result, tables.turns), result.problems


@pytest.mark.parametrize("text", [GROUP, GROUP.replace(WIDE, "")], ids=["sign beyond U+FFFF", "plain"])
@pytest.mark.parametrize("read", [of_qualcoder, of_rqda])
def test_parts_of_a_text_are_cases_of_their_turns(read, text):
    tables, _ = imported(read(text))
    assert tables.turns[["role", "case_id"]].values.tolist() == [
        ["interviewer", ""],
        ["informant", "Skipper-3"],
        ["informant", "Skipper-8"],
        ["interviewer", ""],
        ["informant", "Skipper-3"],
    ]
    assert set(tables.sources["case_ids"].item()) == {"Skipper-3", "Skipper-8"}


@pytest.mark.parametrize("read", [of_qualcoder, of_rqda])
def test_parts_of_a_text_that_the_study_has_itself_are_cases_of_its_turns(read):
    tables, problems = imported(read(GROUP), held=[GROUP])
    assert len(tables.turns) == 0 and model.conform(tables.turns, "turns") is not None
    assert tables.turn_cases["case_id"].tolist() == ["Skipper-3", "Skipper-8", "Skipper-3"]
    assert not [problem for problem in problems if problem.kind == "exchange-ranges-held"]
