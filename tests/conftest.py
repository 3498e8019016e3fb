"""What tests of every package share."""

from pathlib import Path

import pytest

SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


@pytest.fixture
def seeds() -> Path:
    """The folder of real council documents, which are never part of the project."""
    if not SEEDS.is_dir():
        pytest.skip("the real council documents are not on this machine")
    return SEEDS
