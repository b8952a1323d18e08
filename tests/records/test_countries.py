from __future__ import annotations

import pytest

from collab_tui.records.countries import code_called


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Singapore", "SG"),
        ("singapor", "SG"),
        ("sg", "SG"),
        ("SGP", "SG"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("zzzzzz", None),
        ("", None),
    ],
)
def test_what_a_country_is_meant_by(text: str, code: str | None) -> None:
    assert code_called(text) == code
