"""For the tests that ask every address."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def _silent_refusals() -> Iterator[None]:
    """Keep thousands of expected refusals out of the log; what it says takes longer to say."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
