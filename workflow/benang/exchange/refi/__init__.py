"""REFI-QDA (QDA-XML 1.0): projects (.qdpx) and codebooks (.qdc), as programs really write them."""
