"""How a field of a record is declared, and how its values are read from a record's document.

Nothing here needs pydantic. The code that prepares, searches, shows or describes records reads the
declarations, and so does the explorer's first screen. `declaration` joins the fields of a kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from collab_tui.language import _c
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.many import named_of, values_of

if TYPE_CHECKING:
    from collab_tui.records.closed import Vocabulary

KEY = "key of a record, in a sentence"
"""The context of the keys of fields."""

FIELD_OF_QUERIES = "field of queries, one word"
"""The context of the names of fields."""


class Sort(Enum):
    """The sort of a field's values. It decides how they are kept, searched for and shown."""

    TEXT = auto()  # words
    URL = auto()  # a web address
    TERM = auto()  # a term of a vocabulary
    CODE = auto()  # a code that CLDR has names for: a country, a language
    NAME = auto()  # the id of another record
    DATE = auto()  # a partial date
    DURATION = auto()  # years, months, weeks and days
    NUMBER = auto()  # a whole or a decimal number
    TABLE = auto()  # a table or a list of tables, whose keys are separate fields


class Searched(Enum):
    """Where a field's text is searched. A match in a name counts most, one in the rest least."""

    NAMES = auto()
    ALIASES = auto()
    REST = auto()
    NONE = auto()


class Takes(Enum):
    """The sort of values that a field of queries takes."""

    TERM = auto()  # one of a closed list
    NAME = auto()  # an id, a code, or words of a name
    TEXT = auto()  # words that occur in a text
    DAYS = auto()  # a partial date, a range or a comparison
    DAY = auto()  # one day
    NUMBERS = auto()  # a number, a range or a comparison


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of queries. One name may ask for several fields of records."""

    name: str
    takes: Takes
    help: str
    """What it finds, in a few words."""
    example: str
    """A query that uses it."""
    is_through: bool = False
    """Whether it is about agreements. It then finds institutions and focus areas through theirs."""
    noun: str = ""
    """For dates: what a record with such a date has, for example ``an end``."""

    @property
    def said(self) -> str:
        """Its name in the language of the program, which queries also take.

        ``scripts/words.py`` collects these names.
        """
        return _c(FIELD_OF_QUERIES, self.name)


@dataclass(frozen=True, slots=True)
class Names:
    """What it means if a field names another record."""

    relation: Relation
    kind: Kind
    qualifier: str = ""
    """The key beside the name that says more about the relation: a role, a post."""
    part: str = ""
    """A second such key, inside an element that may be a table (see `Field.inner`)."""
    searched_as: str = ""
    """The word for a match in the other record's names. If it is empty, they are not searched."""
    is_hierarchy: bool = False
    """Whether these names must not form a circle."""

    def said(self, table: Mapping[str, Any], element: Any) -> str:
        """Return what the tables around a name say about the relation: ``nuh, signatory``."""
        qualifier: str = table.get(self.qualifier) or "" if self.qualifier else ""
        if self.part and isinstance(element, dict) and element.get(self.part):
            return f"{qualifier}, {element[self.part]}"
        return qualifier


@dataclass(frozen=True, slots=True)
class Field:
    """A field of one kind of record."""

    path: str
    """The keys from the record's table to the value, with ``[]`` after a list:
    ``participants[].role``.

    A list may be written as one value if the model accepts that.
    """
    sort: Sort
    help: str
    """One sentence for schema and docs."""
    label: str = ""
    """Its label on pages and in tables."""
    one: str = ""
    """For a list: what one of its elements is called, inside a sentence."""
    asked: tuple[Asked, ...] = ()
    """The fields of queries that ask for it."""
    terms: type[Vocabulary] | None = None
    names: Names | None = None
    scheme: str = ""
    """For a code: ``country`` or ``language``."""
    url: str = ""
    """A web address, with ``{}`` in the place of the value."""
    inner: str = ""
    """If a value may be written as a table: the key of that table that holds the value."""
    key: str = ""
    """For a list of tables: the key that names an element in ``supports``."""
    by_language: bool = False
    """Whether a text may be a table of texts by language."""
    is_alone: bool = False
    """For a list: whether a list of one is written as the value alone."""
    is_usual: bool = False
    """Whether a form shows it although the record does not have it yet."""
    words: Searched = Searched.NONE
    is_kept: bool = True
    """Whether a catalog keeps its values, if queries ask for it. If it is off, its links are still
    kept."""
    is_expected: bool = False
    """Whether a record without it is incomplete. That is a problem, but the record is kept."""
    is_fact: bool = False
    """Whether a source should support it. This is given for the outermost key."""
    has_parts: bool = False
    """For a table: whether each of its keys is a separate fact."""
    is_line: bool = False
    """Whether it is a separate line among the facts of a page."""
    is_order: bool = False
    """Whether lists can be sorted by it, under its name in queries."""
    is_column: bool = False
    """Whether a table of results has it as a column, under its name in queries."""
    steps: tuple[tuple[str, bool], ...] = field(init=False, repr=False)
    """The keys of `path`, each with whether it holds a list."""
    top: str = field(init=False, repr=False)
    """The outermost key."""
    is_list: bool = field(init=False, repr=False)
    """Whether the outermost key holds a list."""
    is_plain: bool = field(init=False, repr=False)
    """Whether it is one value right in the record's table."""

    def __post_init__(self) -> None:
        """Split the path into keys."""
        steps = ((step.removesuffix("[]"), step.endswith("[]")) for step in self.path.split("."))
        object.__setattr__(self, "steps", tuple(steps))
        object.__setattr__(self, "top", self.steps[0][0])
        object.__setattr__(self, "is_list", self.steps[0][1])
        object.__setattr__(self, "is_plain", not (self.is_list or self.inner or self.steps[1:]))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of `path`: ``("dates", "start")``."""
        return tuple(key for key, _ in self.steps)

    @property
    def stored(self) -> str:
        """Its path without the marks of lists; a catalog keeps dates under it: ``dates.start``."""
        return ".".join(self.keys)

    def values(self, document: Mapping[str, Any]) -> list[Any]:
        """Return its values in a record's document, in their order."""
        held = document.get(self.top)
        return [] if held is None else self.values_in(held)

    def values_in(self, held: Any) -> list[Any]:
        """Return its values in `held`, the content of the outermost key."""
        if self.is_plain:
            return [held]
        return [value for _, value in values_of(self, [(None, held)])]

    @property
    def is_in_lists(self) -> bool:
        """Whether a list can have it as a column, and be sorted by it."""
        is_short = self.sort in (Sort.DATE, Sort.TERM, Sort.NUMBER)
        is_one = not self.path.count("[].")
        return (
            bool(self.asked)
            and is_one
            and (is_short or (self.is_column and self.sort is Sort.TEXT))
        )

    def plain(self, value: Any) -> Any:
        """Return a value that may be written as a table as it is without one."""
        return value[self.inner] if isinstance(value, dict) else value

    def named_in(self, names: Names, document: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the records that a document names in it, each with its qualifier."""
        return [(other, said) for _, other, said in named_of(self, names, [(None, document)])]

    def found(self, document: Mapping[str, Any]) -> list[Found]:
        """Return its values, each with its path and the table that holds it."""
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


def words_of(path: str) -> str:
    """Return the keys of a path as words: ``focus_areas[]`` → ``focus areas``.

    ``scripts/words.py`` collects the keys of declared fields. Keys of the user's own stay.
    """
    keys = (key.removesuffix("[]") for key in path.split("."))
    return " ".join(_c(KEY, key.replace("_", " ")) for key in keys)


class Found(NamedTuple):
    """A value of a field. `path` leads to it, and `table` is the innermost table around it."""

    path: tuple[str | int, ...]
    table: Mapping[str, Any]
    value: Any


def strings(value: Any) -> Iterator[str]:
    """Yield every text and number inside a value of a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | Mapping):  # most are dictionaries, which is found out fast
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
