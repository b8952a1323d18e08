"""Kept queries that name a record by its id, when the record gets another id."""

from __future__ import annotations

from collab_tui.keeping.parts import EditError, key_and_value, node_of
from collab_tui.keeping.toml_text import string_text
from collab_tui.language import _
from collab_tui.query import QueryError, parse
from collab_tui.query.syntax import Term, Text, leaves
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Ref


def renamed_query(query: str, old: Ref, new_id: str) -> str:
    """Return a query that names `new_id` in place of `old`."""
    try:
        node = parse(query)
    except QueryError:
        return query
    names = (DECLARED[old.kind].query, "id")
    spans = [
        value.span
        for leaf in leaves(node)
        if isinstance(leaf, Term) and leaf.name in names
        for value in leaf.values
        if isinstance(value, Text) and value.text in (old.id, str(old))
    ]
    for span in sorted(spans, key=lambda span: -span.start):
        written = query[span.start : span.end]
        query = query[: span.start] + written.replace(old.id, new_id) + query[span.end :]
    return query


def renamed_queries(config: bytes, old: Ref, new_id: str) -> bytes:
    """Return a config file whose ``[queries]`` name `new_id` in place of `old`.

    Raises:
        EditError: it cannot be changed by position.
    """
    if old.id.encode() not in config:
        return config
    edits: list[tuple[int, int, str]] = []
    for table in node_of(config).children:
        if table.type != "table" or (table.children[1].text or b"") != b"queries":
            continue
        for pair in table.children:
            if pair.type != "pair":
                continue
            _keys, value = key_and_value(pair)
            query = _string(config[value.start_byte : value.end_byte].decode())
            changed = renamed_query(query, old, new_id)
            if changed != query:
                edits.append((value.start_byte, value.end_byte, string_text(changed)))
    for start, end, text in reversed(edits):
        config = config[:start] + text.encode() + config[end:]
    return config


def _string(text: str) -> str:
    import tomli

    try:
        found = tomli.loads(f"x = {text}")["x"]
    except tomli.TOMLDecodeError as error:
        message = _("it is written in a way that cannot be changed: {reason}", reason=error)
        raise EditError(message) from error
    return found if isinstance(found, str) else ""
