"""What the ways of counting several coders are called (``matrices.count`` in config.yaml), and whose words count."""

from __future__ import annotations

ANY = "any"
"""What at least one coder coded counts."""

AGREED = "agreed"
"""What every reader of a source coded counts, and what a decision keeps."""

CONSENSUS = "consensus"
"""What all coders agree on or what was decided between them, as one more coder: the coder's name, the method of these
codings (neither a person's own nor a machine's), and the way of counting that counts them alone."""

COUNTS = (ANY, AGREED, CONSENSUS)
"""What a study may choose besides a coder's name."""

EVIDENCE = ("said", "observed")
"""Voices whose words are evidence of a case: an informant's own, and an observer's about one."""
