"""Run by the Python that Taguette is installed in: have its own code import a database and export the highlights.

Called with the database and a folder; leaves ``highlights.csv`` and ``highlights.xlsx`` there and prints, as JSON, each
highlight with what Taguette itself extracts at its positions.
"""

import json
import logging
import shutil
import sys
from pathlib import Path

import bs4
from taguette import convert, database, export, extract

logging.disable(logging.CRITICAL)
written, folder = Path(sys.argv[1]), Path(sys.argv[2])
shutil.copy(written, folder / "copy.sqlite3")
source = database.connect(f"sqlite:///{folder / 'copy.sqlite3'}", external=True)()
target = database.connect(f"sqlite:///{folder / 'own.sqlite3'}")()
target.add(database.User(login="researcher"))
target.commit()
(project,) = source.query(database.Project).all()
number = database.copy_project(source, target, project.id, "researcher")
with (folder / "highlights.csv").open("w", newline="", encoding="utf-8") as file:
    export.highlights_csv(target, number, "", file)
export.highlights_xslx(target, number, "", str(folder / "highlights.xlsx"))


def words(html):
    # Within an element, since white space at the head of a page is dropped.
    return bs4.BeautifulSoup(f"<div>{html}</div>", "html5lib").get_text()


def extracted(highlight):
    return words(extract.extract(highlight.document.contents, highlight.start_offset, highlight.end_offset))


highlights = [
    {
        "document": highlight.document.name,
        "extracted": extracted(highlight),
        "snippet": words(highlight.snippet),
        "safe": convert.is_html_safe(highlight.snippet),
        "tags": sorted(tag.path for tag in highlight.tags),
    }
    for highlight in target.query(database.Highlight).order_by(database.Highlight.id)
]
revision = target.execute("SELECT version_num FROM alembic_version").scalar()
ours = source.execute("SELECT version_num FROM alembic_version").scalar()
print(json.dumps({"highlights": highlights, "revision": revision, "ours": ours}))
