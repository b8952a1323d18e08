"""The query language by examples, for the help screen, ``search --help`` and the tests."""

from __future__ import annotations

from collab_tui.language import _
from collab_tui.query.fields import FIELDS

SYNTAX: tuple[tuple[str, str], ...] = (
    ("ruijin car-t", _("all of these words; beginnings of words match, too")),
    ('"innovation centre"', _("exactly this, word for word")),
    ("vaccines -covid", _("without a word")),
    ("philips OR illumina", _("one or the other; parentheses group")),
    ("country:SG,ID", _("a field: any of these values")),
    ("country:ID country:CN", _("a field twice: both must be true")),
    ('with:"national university hospital"', _("a value of several words")),
    ("signed:2024..2026", _("between two dates, also 2024.. and ..2026")),
    ("ends:<2027", _("also <=, >, >=")),
    ("country:none", _("nothing recorded (every field but kind, id, is, as-of, in-force)")),
    ("focus:=medical-education", _("only this one, without narrower ones or parts")),
)
"""Forms of the language, each with its meaning."""


def examples() -> list[tuple[str, str]]:
    """Return every form and every field as (query, meaning)."""
    return [*SYNTAX, *((field.example, field.help) for field in FIELDS.values())]


def as_text() -> str:
    """Return the guide as aligned lines."""
    width = max(len(query) for query, _ in examples())
    return "\n".join(f"  {query:<{width}}  {meaning}" for query, meaning in examples())
