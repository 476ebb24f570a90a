# SPDX-License-Identifier: MIT
"""A test that fails leaves no process behind."""

import pytest
from source_worlds import kill_leftovers


@pytest.fixture(autouse=True)
def no_leftovers():
    yield
    kill_leftovers()
