"""Write a codebook alone as REFI-QDA (``.qdc``): QDA-XML Codebook 1.0."""

from __future__ import annotations

import os

from lxml import etree  # type: ignore[import-untyped]

from benang.core.files import write_data
from benang.exchange.project import Project
from benang.exchange.refi.write_codes import add, add_codes, add_text
from benang.exchange.refi.write_guids import guid

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "Benang"


def write_qdc(project: Project, path: str | os.PathLike[str]) -> None:
    """Write the codes of ``project``, and its sets of codes.

    A codebook knows descriptions and no notes, so that a code's memo ends its description.

    Args:
        project: its codes need no sources.
        path: the file, whose name ends with ``.qdc``.

    Raises:
        ValueError: there is no code (the format cannot hold an empty codebook), or a set names a code that is not
            there.
    """
    if not project.codes:
        raise ValueError("a codebook needs at least one code")
    write_data(_codebook(project), path)


def _codebook(project: Project) -> bytes:
    root = etree.Element(etree.QName(NAMESPACE, "CodeBook"), nsmap={None: NAMESPACE}, origin=ORIGIN)
    add_codes(root, project.codes, {code.identity: code.name for code in project.codes}, notes=False)
    known = {code.identity for code in project.codes}
    groups = [group for group in project.sets if group.codes]
    sets = add(root, "Sets") if groups else root
    for group in groups:
        if unknown := [code for code in group.codes if code not in known]:
            raise ValueError(f"set {group.identity!r} names a code that is not there: {unknown[0]!r}")
        element = add(sets, "Set", guid=guid("set", group.identity), name=group.name)
        add_text(element, "Description", group.definition)
        for code in group.codes:
            add(element, "MemberCode", guid=guid("code", code))
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return document
