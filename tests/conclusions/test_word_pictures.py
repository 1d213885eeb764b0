"""Pictures of Word documents are put in whole, however many have one name or one size."""

import struct
import zipfile
import zlib
from xml.etree import ElementTree

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.word import write_docx
from benang.core.places import WORKFLOW

STUDY = {"title": {"en": "A study"}, "question": {}, "authors": [], "date": "2022-12-14"}
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
DOTS_A_METRE = 11811  # 300 an inch


def png(width, height, shade):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    resolution = struct.pack(">IIB", DOTS_A_METRE, DOTS_A_METRE, 1)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(kind, data)
        for kind, data in (
            (b"IHDR", head),
            (b"pHYs", resolution),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def test_each_picture_is_the_file_itself_at_its_own_size(tmp_path):
    files = {"a/one.png": png(300, 600, 0), "b/one.png": png(300, 600, 255), "a/two.png": png(600, 300, 0)}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    order = ["a/one.png", "a/two.png", "b/one.png", "a/one.png"]
    text = "# A study\n\n" + "\n\n".join(
        f'![Figure.]({name.removesuffix("png")}svg){{#fig-{number} alt="x"}}' for number, name in enumerate(order)
    )
    path = tmp_path / "out" / "a.docx"
    path.parent.mkdir()

    write_docx(read_tree(text, "en", None), about(STUDY, "en"), tmp_path, WORKFLOW / "templates", path)

    with zipfile.ZipFile(path) as file:
        targets = {
            one.get("Id"): one.get("Target")
            for one in ElementTree.fromstring(file.read("word/_rels/document.xml.rels"))
        }
        document = ElementTree.fromstring(file.read("word/document.xml"))
        shown = [file.read("word/" + targets[blip.get(EMBED)]) for blip in document.iter(BLIP)]
    assert shown == [files[name] for name in order]
    inch = 914400
    sizes = [(int(one.get("cx")) / inch, int(one.get("cy")) / inch) for one in document.iter(EXTENT)]
    assert [tuple(round(side, 2) for side in size) for size in sizes] == [(1, 2), (2, 1), (1, 2), (1, 2)]
    assert [one.name for one in path.parent.iterdir()] == ["a.docx"]
