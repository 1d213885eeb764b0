"""The study as its ``config.yaml`` describes it: read, checked and completed with defaults.

Read at every start of the workflow, so this module loads neither pandas nor anything else that is slow, and looks at
folders but into no data file; of tables of codings it reads the head, and the column of coders where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from benang.core.config_checks import (
    ConfigurationChecks,
    sound_part,
)
from benang.core.lined_yaml import YamlPath, place, read_lined_yaml
from benang.core.overrides import OVERRIDES_NAME, as_given, override
from benang.core.problems import Problem, has_errors
from benang.core.schema_check import check_schema, fill_defaults, read_schema
from benang.core.settings import Study
from benang.core.study_values import study_of_values

CONFIG_FILE = "config.yaml"
SCHEMA = "config.schema.yaml"

DEFAULT_GROUP = "group"
"""The attribute by which suggestions compare cases where the study names none."""


def read_study(
    path: Path, overrides: Mapping[str, object] | None = None, *, root: Path | None = None
) -> tuple[Study | None, tuple[Problem, ...]]:
    """Read and check a study's configuration.

    Args:
        path: ``config.yaml``, or the folder it is in.
        overrides: values that stand above those of the file, in the file's form; mappings are merged, anything else is
            replaced.
        root: the study's folder, to which its paths are relative. Default is the folder of the file.

    Returns:
        The study and every problem found, warnings among them. The study is None where its form is wrong, so that it
        cannot be told what is meant; with files missing it is there all the same.
    """
    if path.is_dir():
        path = path / CONFIG_FILE
    root = root if root is not None else path.parent
    document = read_lined_yaml(path, path.name)
    problems = list(document.problems)
    if document.value is None and has_errors(problems):
        return None, tuple(problems)
    document = override(document, overrides or {})
    problems += [as_given(problem, document) for problem in check_schema(document, SCHEMA, path.name)]
    if has_errors(problems):
        # What has the right form is still checked, so that the user mends everything at once.
        problems += ConfigurationChecks(sound_part(document.value), document, root, path.name).all()
        return None, tuple(problems)
    values = fill_defaults(document.value, read_schema(SCHEMA))
    assert isinstance(values, dict)
    problems += ConfigurationChecks(values, document, root, path.name).all()
    return study_of_values(values, root), tuple(problems)


def config_problem(
    kind: str, path: Path, overrides: Mapping[str, object] | None, where: YamlPath, **values: object
) -> Problem:
    """A problem with a value of the configuration that only the study's other files show, with file and line.

    Args:
        kind: of the problem.
        path: ``config.yaml``, or the folder it is in.
        overrides: as given to ``read_study``.
        where: the value's path, such as ``("suggestions", "group")``.
        values: what fills the problem's sentences.
    """
    path = path / CONFIG_FILE if path.is_dir() else path
    document = override(read_lined_yaml(path, path.name), overrides or {})
    if document.is_given(where):
        return Problem(kind, OVERRIDES_NAME, None, place(where), values)
    return Problem(kind, path.name, document.line(where), place(where), values)


def guess_study(path: Path, overrides: Mapping[str, object] | None = None) -> Study | None:
    """What can be told of a study whose configuration has a wrong form, so that its other files can be checked too.

    Whatever is wrong is left out as if it had not been given. Not to be run: ``read_study`` gives no study here.

    Returns:
        The study; None where the file cannot be read at all.
    """
    if path.is_dir():
        path = path / CONFIG_FILE
    document = override(read_lined_yaml(path, path.name), overrides or {})
    if not isinstance(document.value, dict) or not document.value:
        return None
    wrong = {re.split(r"[.\[]", problem.place)[0] for problem in check_schema(document, SCHEMA, path.name)}
    stubs: dict[str, object] = {"study": {"title": "-"}, "language": "en", "sources": []}
    sound = {key: value for key, value in document.value.items() if key not in wrong and value is not None}
    values = fill_defaults(stubs | sound, read_schema(SCHEMA))
    assert isinstance(values, dict)
    return study_of_values(values, path.parent)
