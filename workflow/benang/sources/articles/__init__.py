"""Published articles: the quotations of their informants as sources of their own."""
