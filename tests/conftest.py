"""Property tests draw the same examples on every machine, and never time."""

from hypothesis import settings

settings.register_profile("benang", deadline=None, derandomize=True, print_blob=False)
settings.load_profile("benang")
