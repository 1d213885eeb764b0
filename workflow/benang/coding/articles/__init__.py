"""Published articles: the quotations of their informants as sources of their own."""

from __future__ import annotations

from benang.coding.articles.informants import informants as informants
from benang.coding.articles.line_breaks import running_text as running_text
