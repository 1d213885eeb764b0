"""Run by the Python that Taguette is installed in: have its own code take in web pages and highlight them.

Reads a JSON list of pages and prints, as JSON, for each the contents that Taguette would store and spans of it:
start and end in its own bytes, and the snippet it would store with them.
"""

import json
import sys

import bs4
from taguette import convert, extract


def taken_in(page):
    contents = convert.get_html_body(page)
    text = bs4.BeautifulSoup(contents, "html5lib").get_text()
    borders = [len(text[:place].encode()) for place in range(len(text) + 1)]
    spans = [(start, borders[min(number + 7, len(text))]) for number, start in enumerate(borders[:-1])]
    return {
        "contents": contents,
        "highlights": [[start, end, extract.extract(contents, start, end)] for start, end in spans],
    }


print(json.dumps([taken_in(page) for page in json.load(sys.stdin)]))
