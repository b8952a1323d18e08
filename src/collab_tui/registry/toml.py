"""Text of TOML → tables.

tomli decides what is TOML, and says what is wrong. toml-rs takes a fifth of its time. But a text
that is nested very deeply ends the process that gives it to toml-rs. So only processes that others
can do without use it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import tomli

Parse = Callable[[str], dict[str, Any]]
"""Returns the tables of a text, or raises a ValueError or a RecursionError: see `tomli.loads`."""


def fastest() -> Parse:
    """Return the fastest function that is installed. It returns and raises what tomli does."""
    try:
        import toml_rs
    except ImportError:
        return tomli.loads

    def parse(text: str) -> dict[str, Any]:
        if not text.startswith("\ufeff"):  # to toml-rs, this is no mistake
            with suppress(ValueError):
                # As 1.1, it takes line breaks where that version has none.
                return toml_rs.loads(text, toml_version="1.0.0")
        return tomli.loads(text)

    return parse
