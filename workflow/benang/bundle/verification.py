"""What is said of a bundle, in one language: whether it is whole, and what differs from what is here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benang.bundle.bundle_archive import MANIFEST
from benang.bundle.bundle_check import Difference, Quotations, damages, quotations
from benang.bundle.bundle_differences import (
    Changed,
    Here,
    Recorded,
    changed_results,
    changed_scripts,
    code_differences,
    input_differences,
    results_here,
    untold,
    version_differences,
)
from benang.bundle.software_versions import code_digests, files_of_script, script_digests, versions
from benang.bundle.study_inputs import read_input_reader, read_inputs, read_references
from benang.core.config import CONFIG_FILE
from benang.core.tables import read_table
from benang.core.texts import read_texts
from benang.core.wording import filled
from benang.study.plan import Plan

SAME, DAMAGED, OTHER = 0, 1, 3
"""What a verification ends with."""

_SHOWN = 4


@dataclass(frozen=True)
class StudyHere:
    """A study to compare a bundle with: its folder, its plan, and its frozen texts by digest, where it was run."""

    root: Path
    plan: Plan
    texts: Mapping[str, str]
    frozen: Mapping[str, str]


def read_study_here(root: Path, plan: Plan) -> StudyHere:
    """A study as it is here."""
    table = root / plan.study.results / "coding/sources.parquet"
    sources = read_table(table, "sources").to_dict("records") if table.is_file() else []
    texts = {str(source["sha256"]): str(source["text"]) for source in sources}
    return StudyHere(root, plan, texts, {str(source["source_id"]): str(source["sha256"]) for source in sources})


def here(version: str, study: StudyHere | None, members: Iterable[str]) -> Here:
    """What a bundle is compared with: the code and versions here, and a study's inputs and results.

    Args:
        version: of Benang here.
        study: to compare with; None for none.
        members: names of the bundle's files.
    """
    scripts = script_digests()
    found = Here(versions(version), code_digests(), scripts, {name: files_of_script(name) for name in scripts})
    if study is None:
        return found
    plan, told = study.plan, study.plan.told_of_inputs
    references = read_references(study.root / told["results"] / "literature/references.json")
    reader = read_input_reader(study.root, told, study.frozen, references, plan.about, plan.study.language)
    config = reader.tell(CONFIG_FILE, (study.root / plan.config_file).read_bytes())
    inputs = {one.name: one for one in [*filter(None, [config]), *read_inputs(study.root, plan.input_files, reader)]}
    places = {folder: told[folder] for folder in ("results", "reports")}
    return replace(found, inputs=inputs, results=results_here(study.root, members, places))


class Verification:
    """Lines about a bundle, and how it ends.

    Args:
        members: of the bundle.
        language: of the lines.
    """

    def __init__(self, members: Mapping[str, bytes], language: str) -> None:
        words = read_texts("bundle.yaml")
        self._words: Mapping[str, str] = words[language if language in words else "en"]["verify"]
        self._members = members
        self.status = SAME

    def whole(self, texts: Mapping[str, str]) -> Iterator[str]:
        """Whether the bundle is whole and each quotation where it says; ``texts`` as in ``bundle_check.quotations``."""
        wrong = list(damages(self._members))
        yield from map(self._said, wrong)
        if wrong:
            self.status = DAMAGED
        else:
            yield self._say("whole", n=len(self._members.keys() - {MANIFEST}))
        found = quotations(self._members, texts)
        yield from self._of_quotations(found)

    def _of_quotations(self, found: Quotations) -> Iterator[str]:
        if found.found:
            by_position = sum(one.by_position for one in found.found)
            by_words = sum(one.by_quotation for one in found.found)
            yield self._say("quotations", n=by_position, base=len(found.found), words=by_words)
        if found.unseen:
            yield self._say("no_texts", n=found.unseen)
        for one in found.lost:
            how = [self._words[name] for name in ("by_position", "by_quotation") if not getattr(one, name)]
            yield self._say("quotation_lost", id=one.annotation, how=", ".join(how))
            self.status = DAMAGED

    def compared(self, ours: Here) -> Iterator[str]:
        """What differs between the bundle's run and what is here."""
        there = Recorded.of(self._members)
        code = list(code_differences(there, ours))
        yield from self._listed(code, "code_same", n=len(there.code))
        scripts = sorted(changed_scripts(there, ours))
        if scripts:
            yield self._say("script_changes", scripts=", ".join(scripts))
        yield from self._listed(list(version_differences(there, ours)), "software_same")
        if ours.inputs is None:
            yield self._say("no_study")
            return
        unknown = untold(there, ours)
        same = len(there.inputs) - len(unknown)
        yield from self._listed(list(input_differences(there, ours)), "input_same", n=same)
        if unknown:
            yield self._say("input_untold", n=len(unknown))
        yield self._words["private"]
        changed = changed_results(there, ours, self._members)
        if not changed:
            made = set(there.graph.maker) & self._members.keys()
            yield self._say("results_same", n=len(made))
        for group in changed:
            self.status = self.status or OTHER
            yield self._of_results(group)

    def end(self) -> str:
        """The last line."""
        return self._words[{SAME: "good", DAMAGED: "bad", OTHER: "other"}[self.status]]

    def _of_results(self, group: Changed) -> str:
        names = ", ".join(group.files[:_SHOWN])
        if len(group.files) > _SHOWN:
            names += f" … ({len(group.files)})"
        if group.missing:
            return self._say("result_gone", name=names)
        return self._say("result_other", name=names, causes=", ".join(group.causes) or self._words["unexplained"])

    def _listed(self, differences: list[Difference], same: str, /, **values: object) -> Iterator[str]:
        if differences:
            self.status = self.status or OTHER
            yield from map(self._said, differences)
        else:
            yield self._say(same, **values)

    def _said(self, difference: Difference) -> str:
        values: dict[str, Any] = dict(difference.values)
        if difference.kind == "version":
            values = {key: value or self._words["absent"] for key, value in values.items()}
        if "of" in values:
            values["of"] = self._words[str(values["of"])]
        return self._say(difference.kind, **values)

    def _say(self, key: str, /, **values: object) -> str:
        return filled(self._words[key], values)
