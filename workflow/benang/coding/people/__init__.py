"""People's codings: read from files, and put where the coder saw them."""
