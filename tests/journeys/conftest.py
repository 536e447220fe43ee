"""Running products for the journeys."""

import pytest

from tests.journeys import product


@pytest.fixture
def empty_product():
    """A product with agencies and people, and no child."""
    with product.running() as running:
        yield running
