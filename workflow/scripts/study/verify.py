"""Rebuild the study in a scratch folder, and compare every byte with the recorded checksums, or record them.

Where the study has no file of checksums, the comparison is with the results and reports that lie in its folder now.
With a base, a git ref or a folder, ``reports/verify/index.html`` tells what changed since, and what caused it; beside
it lies the same page in each further language of the study.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from benang.bundle.software_versions import files_of_script
from benang.bundle.study_inputs import read_input_reader, read_references
from benang.changes.base_copy import BASE, read_commit, write_base_copy
from benang.changes.causes import Causes, differing
from benang.changes.changes_page import Page, Setting
from benang.changes.file_changes import PAGE, Tree, as_asked_for, read_file_changes, results_alone
from benang.changes.run_state import RunState, read_run_state
from benang.conclusions.checksums import checksums, compare, read_checksums, write_checksums
from benang.core.files import write_text
from benang.core.problems import Problem, StudyError
from benang.core.reporting import reporting, say
from benang.core.run_words import sentence
from benang.core.texts import text_in
from benang.core.wording import filled
from benang.study.run_progress import SHORT


def main(params, cores: int, language: str) -> None:
    recorded = Path(params.checksums) if params.checksums else None
    if params.record and recorded is None:
        raise StudyError([Problem("no-checksum-file", "config.yaml")])
    expected = {}
    if not params.record:
        expected = read_checksums(recorded) if recorded else lying(Path(), params.folders)
        if not expected and not params.base:
            raise StudyError([Problem("nothing-to-verify")])
    commit = base_commit(params) if params.base else ""
    with tempfile.TemporaryDirectory(prefix="benang-verify-") as scratch:
        scratch = Path(scratch).resolve()
        study = rebuild(params, cores, scratch)
        found = checksums(study, params.folders)
        if params.record:
            write_checksums(found, recorded)
            return
        if params.base:
            now = Tree(study, results_alone(found, *params.folders))
            tell_changes(params, cores, language, commit, scratch, now)
    if not recorded:
        # What else lies in the folders, of an older run or a file manager, is no result; nor are marks of a run.
        found = results_alone(found, *params.folders)
        expected = {name: digest for name, digest in expected.items() if name in found}
    problems = compare(expected, found) if expected else []
    if problems:
        raise StudyError(problems)
    if expected:
        say(filled(sentence("same", language), {"n": len(found)}))


def rebuild(params, cores: int, scratch: Path) -> Path:
    """A copy of the study, after a run."""
    # A study may take files from the folders above it; they have to lie above the copy too.
    above = max((PurePosixPath(name).parts.count("..") for name in params.inputs), default=0)
    study = scratch.joinpath("now", *["above"] * above, "study")
    study.mkdir(parents=True)
    shutil.copy(params.config_file, study / "config.yaml")
    for name in params.inputs:
        target = study / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(name, target)
    output = run(params.snakefile, study, cores)
    if output is not None:
        raise StudyError([Problem("rebuild-failed", values={"output": output.replace(str(scratch), "")})])
    return study


def run(snakefile: str | Path, study: Path, cores: int) -> str | None:
    """Run a study; None where it came to its end, else what was said last."""
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(snakefile), "--directory", str(study)]
    built = subprocess.run(
        [*command, "--cores", str(cores)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={name: value for name, value in os.environ.items() if name not in (BASE, SHORT)},
    )
    return built.stderr[-4000:] if built.returncode else None


def tell_changes(params, cores: int, language: str, commit: str, scratch: Path, now: Tree) -> None:
    """Write the page of what changed since the base."""
    reports = params.folders[1]
    base = Path(params.base)
    is_folder = not commit
    project = None
    if not is_folder:
        base, project = built_base(params, cores, commit, scratch)
    was = Tree(base, lying(base, params.folders))
    before = read_run_state(base, "config.yaml", project, params.inputs)
    here = Path(params.snakefile).parent
    after = read_run_state(now.root, "config.yaml", here, params.inputs)
    was = Tree(base, as_asked_for(was.files, now.files, before, after))
    causes = Causes(before, after, lambda script: files_of_script(script) if script_is_there(here, script) else ())
    changes = read_file_changes(was, now, causes)
    file = Path(reports) / PAGE / "index.html"
    for other in [language, *(one for one in params.languages if one != language)]:
        page = Page(setting(params, other, "" if is_folder else params.base, (was, now), (before, after), causes))
        # As the documents: that in the main language bears none in its name.
        write_text(page.html(changes), file if other == language else file.with_suffix(f".{other}.html"))
    shown = params.base if not is_folder else base.name
    say(filled(sentence("changes_written", language), {"file": file.as_posix(), "base": shown}))


def script_is_there(project: Path, script: str) -> bool:
    return (project / "workflow" / "scripts" / script).is_file()


def base_commit(params) -> str:
    """The commit to compare with; empty where the base is a folder. What is neither is told before a run."""
    base = Path(params.base)
    if base.is_dir():
        if not lying(base, params.folders):
            values = {"base": base.name, "folders": ", ".join(params.folders)}
            raise StudyError([Problem("empty-base", values=values)])
        return ""
    commit = read_commit(Path(), params.base)
    if not commit:
        raise StudyError([Problem("no-base", values={"base": params.base})])
    return commit


def built_base(params, cores: int, commit: str, scratch: Path) -> tuple[Path, Path]:
    """The study's folder at the base's version, after a run, and the project it was built with."""
    try:
        copy = write_base_copy(Path(), commit, Path(params.snakefile), params.inputs, scratch / "base")
        given = copy.study / params.config_file
        if given.is_file() and given != copy.study / "config.yaml":
            shutil.copy(given, copy.study / "config.yaml")
        output = run(copy.snakefile, copy.study, cores)
    except (subprocess.CalledProcessError, tarfile.TarError) as error:
        output = str(error)
    if output is not None:
        values = {"base": params.base, "output": output.replace(str(scratch), "")}
        raise StudyError([Problem("base-failed", values=values)])
    return copy.study, copy.project


def lying(root: Path, folders: list[str]) -> dict[str, str]:
    """Checksums of the results and reports in a study's folder, but for what says nothing of the study."""
    return results_alone(checksums(root, folders), *folders)


def setting(
    params,
    language: str,
    base: str,
    trees: tuple[Tree, Tree],
    states: tuple[RunState, RunState],
    causes: Causes,
) -> Setting:
    """What the page has to know beside the changes."""
    was, now = trees
    references = read_references(now.root / params.told["results"] / "literature/references.json")
    # The names and the key of now count for both: who is a name today is none on this page.
    reader = read_input_reader(now.root, params.told, {}, references, params.study, language)
    states_of = list(differing(was.files, now.files).values())
    counts = {state: states_of.count(state) for state in ("changed", "new", "gone")}

    def is_public(text: str) -> bool:
        data = text.encode("utf-8", "replace")
        return reader.copy(f"{PAGE}.csv", data) == data

    return Setting(
        language=language,
        base=base,
        notice=text_in(params.study["notice"], language),
        counts={**counts, "all": len({*was.files, *now.files})},
        has_history=causes.has_history,
        was=states[0].config,
        now=states[1].config,
        shown=reader.shown,
        is_public=is_public,
    )


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.params, snakemake.threads, snakemake.config["language"])
