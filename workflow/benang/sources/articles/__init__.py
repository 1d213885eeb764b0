"""Published articles: the quotations of their informants as sources of their own."""

from __future__ import annotations

from benang.sources.articles.informant_sources import informants as informants
from benang.sources.articles.line_breaks import running_text as running_text
