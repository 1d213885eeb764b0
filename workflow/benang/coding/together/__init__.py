"""Coding together: what coders get, where two of them differ, who decides, and what they then agree on."""
