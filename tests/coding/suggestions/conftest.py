"""The small tables of the tests on coding together are a module that these tests import too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "together"))
