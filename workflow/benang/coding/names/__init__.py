"""Names and what else identifies people: found, replaced, numbered, and what may be left of them."""
