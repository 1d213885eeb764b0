"""A language model on this machine, for the tests that ask one."""

import pytest
from model_server import ModelServer


@pytest.fixture
def server():
    """A server on this machine that answers as a test tells it to."""
    with ModelServer() as running:
        yield running
