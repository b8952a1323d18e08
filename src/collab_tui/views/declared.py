"""The views, each declared once, in the order in which a user walks through them.

What draws a view is the module of its name in this package, and what asks for its numbers is the
one in `collab_tui.catalog.views`.
"""

from __future__ import annotations

from collections.abc import Hashable
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from collab_tui.footer import Given
from collab_tui.language import _
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.views.canvas import Canvas
    from collab_tui.views.look import Look


class Declared(NamedTuple):
    """A view of the whole, or of some records."""

    label: str
    means: str
    """What it shows."""
    can: Given = Given.NOTHING
    """What can be changed in it. The hints of the footer are given by the same names."""
    about: int = 0
    """How many records it is about; without any, it is about what the query finds."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of these records. They are of one kind."""
    needs: str = ""
    """What to do if these records are not there."""


VIEWS = {
    "overview": Declared(
        label=_("Overview"),
        means=_("what there is, how completely it is recorded, what is new, what ends soon"),
    ),
    "timeline": Declared(
        label=_("Timeline"),
        means=_("which agreements run when; or how many, by year"),
        can=Given.ZOOM | Given.PAN | Given.GROUP | Given.FOLD | Given.BARS,
    ),
    "matrix": Declared(
        label=_("Matrix"),
        means=_("how many agreements each two values share, such as a topic and a country"),
        can=Given.PAN | Given.GROUP | Given.COLUMNS | Given.SORT | Given.FOLD,
    ),
    "map": Declared(
        label=_("Map"),
        means=_("where agreements are, and between which countries"),
        can=Given.ZOOM | Given.PAN,
    ),
    "partners": Declared(
        label=_("Partners"),
        means=_("with whom an institution works, and since when"),
        can=Given.SORT,
        about=1,
        kinds=(Kind.INSTITUTION,),
        needs=_("Partners are of an institution: put the cursor on one"),
    ),
    "paths": Declared(
        label=_("Paths"),
        means=_("how two institutions are connected by agreements"),
        about=2,
        kinds=(Kind.INSTITUTION,),
        needs=_("Paths lead from one institution to another: mark one with {key}, go to another"),
    ),
    "compare": Declared(
        label=_("Compare"),
        means=_("two records side by side: what is the same, what differs, what one does not say"),
        about=2,
        kinds=(Kind.INSTITUTION, Kind.AGREEMENT),
        needs=_("Two records are compared: mark one with {key}, then go to another of its kind"),
    ),
}
"""By the name that State, `view` and `export --with` have for it."""


class Drawing(Protocol):
    """What the module of a view has."""

    @property
    def FIXED(self) -> int | None:  # noqa: N802
        """Rows at the top that stay when the rest moves; None if the view draws only what fits."""

    def key(self, look: Look) -> Hashable:
        """Return the part of the state that the data depend on."""

    def ask(self, catalog: Catalog, look: Look) -> Any:
        """Return the data; their `total` is how much there is to show."""

    def draw(self, data: Any, look: Look) -> Canvas:
        """Draw the data."""

    def numbers(self, data: Any) -> list[dict[str, Any]]:
        """Return the numbers in long form, one dictionary for each row."""


def drawing(name: str) -> Drawing:
    """Return the view of a name."""
    assert name in VIEWS, name
    return cast(Drawing, import_module(f"collab_tui.views.{name}"))
