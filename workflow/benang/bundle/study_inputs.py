"""The files of a study as a bundle tells of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benang.bundle.public_inputs import InputReader, PublicInput
from benang.core.texts import read_texts, text_in
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.made_ids import false_alarms
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonym_key import read_key
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.withdrawal import spent_digest, withdrawal_of


def read_input_reader(
    root: Path,
    told: Mapping[str, Any],
    frozen: Mapping[str, str],
    references: Iterable[Mapping[str, Any]],
    about: Mapping[str, Any],
    language: str,
) -> InputReader:
    """What tells of a study's files what others may know.

    Args:
        root: the study's folder.
        told: ``study.plan.Plan.told_of_inputs``.
        frozen: by source the digest of its frozen text.
        references: the works of the literature, as CSL JSON.
        about: ``study.plan.Plan.about``.
        language: of masks.
    """
    withdrawal = withdrawal_of(root / told["withdrawn_file"] if told["withdrawn_file"] else None, told["withdrawn"])
    listed = read_checked_pseudonyms(root / told["names_file"] if told["names_file"] else "")
    key = root / told["key"]
    known = read_key(key).replacements if key.is_file() else {}
    found = {one: each for one, each in known.items() if one[0] in told["kinds"]}
    terms = SensitiveTerms(withdrawal.names(listed, language, masks=False, cells=False), found, tuple(told["kinds"]))
    terms = replace(terms, made=false_alarms(root, told["results"], terms))
    private, folder = frozenset(told["private"]), f"{told['folder']}/"
    return InputReader(
        withdrawal.names(listed, language),
        terms,
        Allowed.of(references, about),
        lambda path: path in private or path.startswith(folder),
        {path: frozen[source] for path, source in told["sources"].items() if source in frozen},
        [path for path, source in told["sources"].items() if source in told["shared"]],
        lambda name: spent_digest(name) in (withdrawal.spent or ()),
        text_in(read_texts("names.yaml")["withdrawn"], language) if withdrawal else "",
    )


def read_inputs(root: Path, files: Iterable[str], reader: InputReader) -> list[PublicInput]:
    """What may be known of each file of a study, but for private ones."""
    told = (reader.tell(path, (root / path).read_bytes()) for path in sorted(files) if (root / path).is_file())
    return [one for one in told if one is not None]


def read_references(path: Path) -> list[dict[str, Any]]:
    """The works of the literature as a run keeps them; none where there is no such file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
