"""The terms of the vocabularies as tables, with their codes in other systems.

So a query over the tables can give the ROR, IATI, OCDS or CERIF code of what it counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from collab_tui.language import _
from collab_tui.outgoing.tables import Column, ForeignKey, Table
from collab_tui.records.declared import DECLARED

TERM = Table(
    "term",
    _("Every term that a field can have."),
    (
        Column("field", _("Kind and field: agreement.status."), is_required=True),
        Column("term", _("The term, as it is in the field."), is_required=True),
        Column("label", _("Its label."), is_required=True),
        Column("help", _("What it means."), is_required=True),
    ),
    ("field", "term"),
)
CODE = Table(
    "code",
    _("The codes of a term in other systems. A term without a counterpart has no code there."),
    (
        Column("field", _("Kind and field, as in the table `term`."), is_required=True),
        Column("term", _("The term."), is_required=True),
        Column("scheme", _("ROR, IATI, OCDS or CERIF."), is_required=True),
        Column("code", _("The code of the term there."), is_required=True),
    ),
    ("field", "term", "scheme"),
    (ForeignKey(("field", "term"), "term", ("field", "term")),),
)


def term_rows() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (table, row) for every term and every code."""
    for kind, declared in DECLARED.items():
        for field in declared.fields:
            name = f"{kind.table}.{field.stored}"
            for term in field.terms or ():
                yield TERM.name, (name, term.value, term.label, term.help)
                for scheme, code in term.codes.items():
                    yield CODE.name, (name, term.value, scheme, code)
