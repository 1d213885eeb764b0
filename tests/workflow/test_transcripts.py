"""The pages of the transcripts in whole runs: there where a study shows them, every link of them leading somewhere."""

from urllib.parse import unquote

import pandas as pd
from lxml import html

LISTED = "results/conclusions/transcripts.csv"


def test_every_link_leads_somewhere_and_every_quotation_to_its_mark(reference):
    reports = reference / "reports"
    pages = {path: html.parse(str(path)).getroot() for path in reports.rglob("*.html")}
    places = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    there = back = 0
    for path, page in pages.items():
        for address in page.xpath("//a/@href"):
            file, _, place = address.partition("#")
            if ":" in file:
                continue
            target = (path.parent / unquote(file)).resolve() if file else path
            assert target in pages, (path.name, address)
            assert not place or place in places[target], (path.name, address)
            there += file.startswith("transcripts/") and place.startswith("coding.")
            back += path.parent.name == "transcripts" and place.startswith("q.")
    assert there > 200 and back > 200
    for name in ("report", "supplement"):
        for block in pages[reports / f"{name}.html"].xpath("//div[@class='quotation']"):
            leads = [one for one in block.xpath(".//a/@href") if one.startswith("transcripts/")]
            assert leads, block.text_content()


def test_the_text_of_every_page_is_the_frozen_text(reference):
    sources = pd.read_parquet(reference / "results/coding/sources.parquet").set_index("source_id")["text"]
    listed = pd.read_csv(reference / LISTED)
    assert set(listed["source_id"]) == set(sources.index) and set(listed["language"]) == {"id", "en"}
    for source, file in zip(listed["source_id"], listed["file"], strict=True):
        page = html.parse(str(reference / "reports" / file)).getroot()
        said = "\n".join(one.text_content() for one in page.xpath("//p[@class='text']"))
        assert said == sources[source]
