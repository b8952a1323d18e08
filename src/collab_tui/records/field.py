"""How a field of a record is declared, and how its values are read from a record's document.

Nothing here needs pydantic: a declaration is read by whatever prepares, searches, shows or
describes records, the explorer's first screen among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from collab_tui.records.kinds import Kind, Relation

if TYPE_CHECKING:
    from collab_tui.records.vocabulary import Vocabulary


class Sort(Enum):
    """What a field's values are. This decides how they are kept, asked for and shown."""

    TEXT = auto()  # words
    URL = auto()  # a web address
    TERM = auto()  # a term of a vocabulary
    CODE = auto()  # a code that CLDR has names for: a country, a language
    NAME = auto()  # the id of another record
    DATE = auto()  # a partial date
    DURATION = auto()  # so many years, months, days
    NUMBER = auto()  # a whole or a decimal number
    TABLE = auto()  # a table, or a list of tables, whose keys are fields of their own


class Searched(Enum):
    """Where a field's text is searched: a hit in a name counts most, one in the rest least."""

    NAMES = auto()
    ALIASES = auto()
    REST = auto()
    NONE = auto()


class Takes(Enum):
    """What the values of a field of queries are."""

    TERM = auto()  # one of a closed list
    NAME = auto()  # an id, a code, or words of a name
    TEXT = auto()  # words of a text that occurs
    DAYS = auto()  # a partial date, a range or a comparison
    DAY = auto()  # one day
    NUMBERS = auto()  # a number, a range or a comparison


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of queries. Several fields of records may be asked for by one name."""

    name: str
    takes: Takes
    help: str
    """What it finds, in a few words."""
    example: str
    """A query that uses it."""
    is_through: bool = False
    """Whether it asks about agreements, and filters institutions and focus areas by theirs."""
    noun: str = ""
    """Of dates: what a record has that has one, such as ``an end``."""


@dataclass(frozen=True, slots=True)
class Names:
    """What it means that a field names another record."""

    relation: Relation
    kind: Kind
    qualifier: str = ""
    """The key beside the name that says more of the relation: a role, a post."""
    part: str = ""
    """Another such key, inside the table that an element may be (see `Field.inner`)."""
    searched_as: str = ""
    """The word for a hit in the other record's names; without one, they are not searched."""
    is_hierarchy: bool = False
    """Whether these names must not go in a circle."""

    def said(self, table: Mapping[str, Any], element: Any) -> str:
        """Return what the tables around a name say of the relation: ``nuh, signatory``."""
        qualifier: str = (table.get(self.qualifier) or "") if self.qualifier else ""
        if self.part and isinstance(element, dict) and element.get(self.part):
            return f"{qualifier}, {element[self.part]}"
        return qualifier


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind of record."""

    path: str
    """Keys from the record's table, with ``[]`` after a list: ``participants[].role``.

    What is a list may be written as one value, where the model takes it.
    """
    sort: Sort
    help: str
    """One sentence for schema and docs."""
    label: str = ""
    """What it is called on pages and in tables."""
    asked: tuple[Asked, ...] = ()
    """The fields of queries that ask for it."""
    terms: type[Vocabulary] | None = None
    names: Names | None = None
    scheme: str = ""
    """Of a code: ``country`` or ``language``."""
    url: str = ""
    """A web address with ``{}`` where the value goes."""
    inner: str = ""
    """Where a value may be written as a table: the key of that table that holds the value."""
    key: str = ""
    """Of a list of tables: the key that tells its elements apart in ``supports``."""
    words: Searched = Searched.NONE
    is_kept: bool = True
    """Whether a catalog keeps its values, where queries ask for it; a link may have them."""
    is_expected: bool = False
    """Whether a record that lacks it is incomplete: a problem, though the record is kept."""
    is_fact: bool = False
    """Whether a source is expected to back it; said of the outermost key."""
    has_parts: bool = False
    """Of a table: whether each of its keys is a fact of its own."""
    is_line: bool = False
    """Whether it is a line of its own among the facts of a page."""
    is_order: bool = False
    """Whether lists can be sorted by it, under the name by which queries ask for it."""
    is_column: bool = False
    """Whether a table of results has it as a column, under the name that queries use."""
    steps: tuple[tuple[str, bool], ...] = field(init=False, repr=False)
    """The keys of `path`, each with whether it holds a list."""
    top: str = field(init=False, repr=False)
    """The outermost key."""
    is_list: bool = field(init=False, repr=False)
    """Whether the outermost key holds a list."""
    is_plain: bool = field(init=False, repr=False)
    """Whether it is one value right in the record's table."""

    def __post_init__(self) -> None:
        """Take the path apart."""
        steps = ((step.removesuffix("[]"), step.endswith("[]")) for step in self.path.split("."))
        object.__setattr__(self, "steps", tuple(steps))
        object.__setattr__(self, "top", self.steps[0][0])
        object.__setattr__(self, "is_list", self.steps[0][1])
        object.__setattr__(self, "is_plain", not (self.is_list or self.inner or self.steps[1:]))

    @property
    def stored(self) -> str:
        """The name under which a catalog keeps its dates: ``dates.start``."""
        return ".".join(key for key, _ in self.steps)

    def values(self, document: Mapping[str, Any]) -> list[Any]:
        """Return its values in a record's document, in the order in which they stand."""
        held = document.get(self.top)
        return [] if held is None else self.values_in(held)

    def values_in(self, held: Any) -> list[Any]:
        """Return its values in what the outermost key holds."""
        if self.is_plain:
            return [held]
        found: list[Any] = _elements(held) if self.is_list else [held]
        for key, is_list in self.steps[1:]:
            found = [
                value
                for table in found
                if isinstance(table, dict) and (value := table.get(key)) is not None
            ]
            if is_list:
                found = [value for values in found for value in _elements(values)]
        return [self._plain(value) for value in found] if self.inner else found

    def _plain(self, value: Any) -> Any:
        return value[self.inner] if isinstance(value, dict) else value

    def named_in(
        self, names: Names, document: Mapping[str, Any], held: Any
    ) -> list[tuple[str, str]]:
        """Return the records named in what the outermost key holds, each with its qualifier."""
        steps = self.steps
        tables: list[Any] = [document]
        values: list[Any] = [held]
        for (_, is_list), (key, _) in pairwise(steps):
            tables = (
                [table for value in values for table in _elements(value)] if is_list else values
            )
            tables = [table for table in tables if key in table]
            values = [table[key] for table in tables]
        if not steps[-1][1]:
            return [(v, names.said(t, {})) for t, v in zip(tables, values, strict=True)]
        return [
            (self._plain(value), names.said(table, value))
            for table, found in zip(tables, values, strict=True)
            for value in _elements(found)
        ]

    def found(self, document: Mapping[str, Any]) -> list[Found]:
        """Return its values with the path to each and the table that holds it."""
        found = [Found((), document, document)]
        for key, is_list in self.steps:
            held = [
                Found((*path, key), value, inner)
                for path, _, value in found
                if isinstance(value, Mapping) and (inner := value.get(key)) is not None
            ]
            found = (
                [
                    Found((*path, i), table, value)
                    for path, table, values in held
                    if isinstance(values, list)
                    for i, value in enumerate(values)
                ]
                + [one for one in held if not isinstance(one.value, list)]
                if is_list
                else held
            )
        return found


def _elements(held: Any) -> list[Any]:
    """Return the elements of a list; one value stands for a list of it."""
    return held if isinstance(held, list) else [held]


class Found(NamedTuple):
    """A value of a field: `path` leads to it, `table` is the innermost table around it."""

    path: tuple[str | int, ...]
    table: Mapping[str, Any]
    value: Any


def strings(value: Any) -> Iterator[str]:
    """Yield every text and number inside a value of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


class Reference(NamedTuple):
    """One record naming another.

    `path` leads to the naming value inside the record's table; `qualifier` is what the
    relation says of it: a participant's role, the type of a related agreement, a post, for whom
    a person acts and as what (``nuh, signatory``).
    """

    relation: Relation
    kind: Kind
    id: str
    path: tuple[str | int, ...]
    qualifier: str = ""


class Way(NamedTuple):
    """How agreements are linked to the records of a kind."""

    relation: Relation
    """The relation by which an agreement (for a source: any record) names such a record."""
    upwards: Relation | None = None
    """The relation by which such a record names what it is part of: whatever is linked to a
    part counts for the whole, too."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A kind of record: its fields, and what follows from them in lists and queries."""

    kind: Kind
    fields: tuple[Field, ...]
    begins: tuple[str, ...] = ()
    """Paths of the dates that say when it began: the first that is known counts."""
    ends: tuple[str, ...] = ()
    """Paths of the dates that say when it ended: the earliest counts."""
    ended_by: tuple[tuple[str, str], ...] = ()
    """Statuses of what did not live to see its planned end, each with the path of the one date
    that says when it ended."""
    agreements: Way | None = None
    """How agreements lead to it; None for agreements themselves."""
    counts: Way | None = None
    """What a list counts beside it, where that is not its agreements."""
    counts_parts: bool = False
    """Whether its list counts the agreements of its parts with its own."""
    orders: tuple[str, ...] = ()
    """The ways to sort its lists beside relevance, name and those by a field."""
    query: str = ""
    """The field of queries that asks for what belongs to such a record."""
    is_listed: bool = False
    """Whether the explorer has a list of it."""
    is_through: bool = False
    """Whether queries about agreements filter this kind by its agreements."""
    is_sourced: bool = False
    """Whether its facts are expected to have a source."""
    by_top: dict[str, tuple[Field, ...]] = field(init=False, repr=False)
    """The fields under each outermost key."""
    naming: tuple[tuple[Field, Names], ...] = field(init=False, repr=False)
    """The fields that name other records."""

    def __post_init__(self) -> None:
        """Sort the fields by what they are needed for."""
        tops: dict[str, list[Field]] = {}
        for one in self.fields:
            tops.setdefault(one.top, []).append(one)
        object.__setattr__(self, "by_top", {top: tuple(found) for top, found in tops.items()})
        naming = tuple((one, one.names) for one in self.fields if one.names is not None)
        object.__setattr__(self, "naming", naming)

    def field(self, path: str) -> Field:
        """Return the field at `path`; a path that is not declared is a KeyError."""
        for one in self.fields:
            if one.path == path:
                return one
        raise KeyError(path)

    def states(self, top: str) -> bool:
        """Tell whether the outermost key `top` states facts, which a source should back."""
        return any(one.is_fact for one in self.by_top[top])

    def references(self, document: Mapping[str, Any]) -> Iterator[Reference]:
        """Yield every record that a document names."""
        for one, names in self.naming:
            if one.top not in document:
                continue
            for path, table, value in one.found(document):
                said = names.said(table, value)
                if one.inner and isinstance(value, Mapping):
                    path, value = (*path, one.inner), value[one.inner]
                yield Reference(names.relation, names.kind, value, path, said)
