"""The looks at views that every test of all of them goes through."""

from __future__ import annotations

from collab_tui.views.state import State

SIZES = ((80, 42), (60, 24), (58, 18))

GOLDEN: dict[str, State] = {"overview": State("overview")}
"""What is kept as golden text, by name."""

LOOKS: list[State] = [*GOLDEN.values()]
"""What is looked at in every registry that has the records."""

QUERIES = ("", "country:CN OR country:SG", "type:mou -ends:none", "country:none", "nothingfound")
