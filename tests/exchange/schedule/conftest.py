"""The sample year and group, as calendar files need them."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location(
    "sample_year", Path(__file__).parents[2] / "domain" / "schedule" / "conftest.py"
)
sample = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sample)


@pytest.fixture(scope="session")
def s():
    return sample.Sample


@pytest.fixture
def after():
    return sample.apply


@pytest.fixture
def school():
    return sample.a_school()
