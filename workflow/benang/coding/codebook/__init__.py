"""The codebook: its file, its table, its history, its tree."""
