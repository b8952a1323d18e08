"""The query language: text → syntax tree. Knows nothing of SQL or screens."""

from collab_tui.query.parse import parse
from collab_tui.query.syntax import QueryError

__all__ = ["QueryError", "parse"]
