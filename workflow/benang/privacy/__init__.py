"""Names and identifiers: what is replaced, and the gate that looks for what is left."""
