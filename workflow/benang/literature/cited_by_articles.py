"""The works that a study's own articles cite."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from benang.core import model
from benang.literature.cited import cited_in, merge_works
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.articles.line_breaks import running_text
from benang.sources.document_store import Documents
from benang.sources.source_row import SourceRow


def cited_by(documents: Documents, articles: Iterable[SourceRow], pseudonyms: Pseudonyms) -> pd.DataFrame:
    """The works that a study's articles cite; an article that cannot be read has none (cleaning tells why).

    Args:
        documents: what was read of each.
        articles: the articles as intake listed them.
        pseudonyms: names to replace in the sentences that cite.
    """
    found = model.empty("works")
    for row in articles:
        document = documents[row.source_id].document
        if document is None:
            continue
        found = merge_works(found, cited_in(running_text(document, row.language), row.language))
    return found.assign(note=pd.Series(map(pseudonyms.apply, found["note"]), index=found.index, dtype="str"))
