"""The page of fields follows from the declarations."""

from __future__ import annotations

from pathlib import Path

from collab_tui.query.fields import FIELDS
from collab_tui.records.declared import DECLARED
from collab_tui.render.fields import as_markdown

ROOT = Path(__file__).parent.parent.parent


def test_the_page_of_fields_is_the_present_one() -> None:
    """`collab-tui schema --format markdown > docs/fields.md` writes it."""
    assert (ROOT / "docs" / "fields.md").read_text("utf-8") == as_markdown()


def test_the_page_has_every_field_every_query_and_every_term() -> None:
    page = as_markdown()
    for declared in DECLARED.values():
        for field in declared.fields:
            assert f"| `{field.path}` |" in page
            for term in field.terms or ():
                assert f"| `{term.value}` | {term.help}" in page
    for name in FIELDS:
        assert f"| `{name}:` |" in page
