"""Which values of a field occur under a query, how often, and what they are called."""

from __future__ import annotations

import sqlite3
from datetime import date

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.counting import Facet, Question
from collab_tui.catalog.fields import SPECIAL, generic
from collab_tui.catalog.match import heard
from collab_tui.catalog.search import answering
from collab_tui.catalog.text import tokens
from collab_tui.query.fields import QueryField
from collab_tui.query.syntax import Node

__all__ = ["Facet", "facets"]


def facets(
    connection: sqlite3.Connection, field: QueryField, node: Node, typed: str, today: date
) -> list[Facet]:
    """Return the values of `field` under the query `node`, the most frequent first.

    `typed` narrows them: by the value's beginning, or by words of what it is called, in any
    language. ``as-of`` has no list of values.

    Raises:
        QueryError: a value in the query names nothing.
    """
    compiler = Compiler(connection, today)
    question = Question(connection, field, heard(node), compiler, typed, tokens(typed))
    special = SPECIAL.get(field.name)
    count = special.counts if special is not None and special.counts else generic.count
    with answering():
        return count(question)
