"""The states of views that every test of all views uses."""

from __future__ import annotations

from collab_tui.views.state import State

SIZES = ((80, 42), (60, 24), (58, 18))

GOLDEN: dict[str, State] = {
    "overview": State("overview"),
    "timeline": State("timeline"),
    "timeline-folded": State("timeline", folded=True, rows="country"),
    "matrix": State("matrix", rows="focus", columns="country", opened=frozenset({"top-0"})),
    "matrix-type-year": State("matrix", rows="type", columns="year", shade=True),
    "matrix-square": State("matrix", rows="with", columns="with"),
    "map": State("map"),
    "map-world": State("map", rows="world", borders=False),
    "partners": State("partners", about=("institution/cn-0",)),
    "paths": State("paths", about=("institution/fj-0", "institution/nl-1")),
    "compare": State("compare", about=("agreement/a9", "agreement/a2")),
    "compare-institutions": State("compare", about=("institution/cn-0", "institution/sg-1")),
}
"""What is kept as golden text, by name."""

LOOKS: list[State] = [
    *GOLDEN.values(),
    State("timeline", rows="focus", zoom=1, x=30, y=7),
    State("timeline", rows="with", zoom=-2),
    State("timeline", rows="status", first=2018, last=2020, opened=frozenset({"active"})),
    State("timeline", rows="status", folded=True, zoom=-1, x=-24),
    State("timeline", rows="year", folded=True, first=2015),
    State("matrix", rows="with", columns="status", order="likeness", x=1, y=3),
    State("matrix", rows="country", columns="country"),
    State("matrix", rows="tag", columns="role", order="name", shade=True),
    State("matrix", rows="year", columns="focus", order="likeness"),
    State("matrix", rows="person", columns="source"),
    State("map", zoom=2, x=5, y=-2),
    State("partners", about=("institution/no-0",), order="name"),
    State("partners", about=("institution/moh-indonesia",), order="likeness"),
    State("paths", about=("institution/sinovac", "institution/nhc-china")),
    State("compare", about=("institution/nuh", "institution/ruijin-hospital")),
    State("compare", about=("focus-area/top-0", "focus-area/both")),
]
"""What is looked at in every registry that has these records."""

QUERIES = ("", "country:CN OR country:SG", "type:mou -ends:none", "country:none", "nothingfound")
