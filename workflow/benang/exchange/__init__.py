"""Projects of other programs for qualitative analysis: read from and written to their files."""
