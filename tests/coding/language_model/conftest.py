"""The study and the server beside these tests are modules that they import."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from model_server import ModelServer


@pytest.fixture
def server():
    """A server on this machine that answers as a test tells it to."""
    with ModelServer() as running:
        yield running
