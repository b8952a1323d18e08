"""The state of a form: a record's table, what was changed in it, and which rows it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from collab_tui.forms import evidence
from collab_tui.forms.rows import Looking, Row, Rows, is_shown
from collab_tui.forms.shape import Part, part_at, parts_of
from collab_tui.forms.tables import elements, moved, value_at, with_value
from collab_tui.forms.words import Words
from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Ref
from collab_tui.records.same import same
from collab_tui.records.texts import shown
from collab_tui.registry.problems import KeyPath


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with."""

    kind: Kind
    table: Mapping[str, Any]
    ref: Ref | None = None
    """The record that is changed; None for a new one."""
    base: Mapping[str, Any] | None = None
    """What the file says of it; None for a new one."""
    file: Path | None = None
    """The file for a new record, or the file of the record; without one, a new record finds its
    own."""
    language: str = "en"
    """The language of texts that do not say theirs."""
    names: Mapping[Ref, str] = field(default_factory=dict)
    """The names of the records that the table names."""
    others: tuple[tuple[Ref, Mapping[str, Any]], ...] = ()
    """New records that are written together with it."""


class Form:
    """A record while it is edited. Each change is one step, which can be taken back."""

    def __init__(self, start: Start) -> None:
        """Begin with a record, new or not."""
        self.kind = start.kind
        self.ref = start.ref
        self.base = start.base
        self.file = start.file
        self.language = start.language
        self.table: dict[str, Any] = dict(start.table)
        self.words = Words(start.names)
        self.made: dict[Ref, Mapping[str, Any]] = dict(start.others)
        """New records that were made while choosing."""
        self.words.learn({ref: shown(table["name"]) for ref, table in self.made.items()})
        self._begun = self.base if self.base is not None else dict(start.table)
        self._looking = Looking(start.language, start.ref is None)
        self._before: list[dict[str, Any]] = []

    # What there is

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost if the form was left."""
        return not same(self.table, self._begun)

    @property
    def name(self) -> str:
        """What the record is called; empty if it has no name yet."""
        name = self.table.get("name")
        return shown(name) if name else ""

    @property
    def others(self) -> dict[Ref, Mapping[str, Any]]:
        """The new records that the record names."""
        try:
            named = {Ref(one.kind, one.id) for one in DECLARED[self.kind].references(self.table)}
        except (KeyError, TypeError, AttributeError):
            named = set(self.made)
        return {ref: table for ref, table in self.made.items() if ref in named}

    def rows(self) -> list[Row]:
        """Return the rows, from the top."""
        return Rows(self.kind, self.table, self.words, self._looking).all()

    def value(self, path: KeyPath) -> Any:
        """Return the value at a path; None if there is none."""
        return value_at(self.kind, self.table, path)

    def hidden(self) -> Iterator[Part]:
        """Yield the fields that have no row yet."""
        for part in parts_of(self.kind):
            if part.is_table and any(inner.field.is_usual for inner in part.parts):
                table = self.table.get(part.key) or {}
                yield from (p for p in part.parts if not is_shown(p, table, self._looking, part))
            elif not is_shown(part, self.table, self._looking):
                yield part

    # What is shown

    def unfold(self, path: KeyPath) -> None:
        """Show the values of an element, or hide them if they are shown."""
        is_open = self._looking.unfolded[: len(path)] == path
        self._looking = replace(self._looking, unfolded=path[:-1] if is_open else path)

    def show(self, part: Part) -> None:
        """Show a field that has no value yet."""
        self._looking = replace(self._looking, wanted=self._looking.wanted | {part.keys})

    def say_id(self, record_id: str) -> None:
        """Show the id that a new record will get."""
        hint = _("made from the name")
        if record_id:
            hint = _("{id} (made from the name)", id=record_id)
        self._looking = replace(self._looking, id_hint=hint)

    # Changes

    def put(self, path: KeyPath, value: Any) -> None:
        """Put a value at a path; None takes it out. What evidence says about it follows."""
        self._step()
        old_fact = self._own_fact(path)
        self.table = with_value(self.kind, self.table, path, value)
        if old_fact and not self._is_stated(old_fact):
            new_fact = self._own_fact(path) if value is not None else ""
            if new_fact:
                self.table = evidence.with_fact_renamed(self.table, old_fact, new_fact)
            else:
                self.table = evidence.without_support(self.table, old_fact)
        if isinstance(path[-1], int) and value is None:
            self._looking = replace(self._looking, unfolded=path[:-1])

    def add(self, path: KeyPath, value: Any) -> KeyPath:
        """Add an element to the list at a path, and show its values; return its path.

        `value` is the element, or the first value of an element that has several.
        """
        part = part_at(self.kind, path)
        place = len(elements(self.value(path)))
        here: KeyPath = (*path, place)
        if part is not None and part.has_rows_inside:
            if not part.field.inner:
                value = {part.parts[0].key: value}
            self._looking = replace(self._looking, unfolded=here)
        self.put(here, value)
        return here

    def add_language(self, path: KeyPath, tag: str, text: str) -> KeyPath:
        """Add a text in a language; return its path.

        A text that does not say its language yet is given that of the registry.
        """
        self._step()
        held = self.table.get(str(path[0]))
        texts = dict(held) if isinstance(held, Mapping) else {self.language: held} if held else {}
        here: KeyPath = (*path, tag)
        if tag in texts:
            same_language = [*elements(texts[tag]), text]
            texts[tag] = same_language
            here = (*here, len(same_language) - 1)
        else:
            texts[tag] = text
        self.table = with_value(self.kind, self.table, path, texts)
        return here

    def move(self, path: KeyPath, step: int) -> KeyPath:
        """Move an element within its list; return its new path."""
        self._step()
        self.table, new = moved(self.kind, self.table, path, step)
        unfolded = self._looking.unfolded
        if unfolded[: len(path)] == path:
            self._looking = replace(self._looking, unfolded=(*new, *unfolded[len(path) :]))
        elif unfolded[: len(new)] == new:
            self._looking = replace(self._looking, unfolded=(*path, *unfolded[len(new) :]))
        return new

    def toggle_support(self, source: str, fact: str) -> str:
        """Have a source support a fact, or no longer; return why that cannot be changed here."""
        found = next(
            (s for s in evidence.supports_of(self.table, fact) if s.source == source), None
        )
        if found is not None and found.by is not None and found.by != fact:
            if not found.by:
                return _("It supports the whole record. To change that, go to Evidence.")
            return _("It supports all of {fact}. To change that, go to Evidence.", fact=found.by)
        self._step()
        if found is None or found.by is None:
            self.table = evidence.with_support(self.table, source, fact)
        else:
            self.table = evidence.without_support(self.table, fact, source)
        return ""

    def make(self, ref: Ref, table: Mapping[str, Any]) -> None:
        """Note a new record, which is written together with this one."""
        self.made[ref] = table
        self.words.learn({ref: shown(table["name"])})

    @property
    def can_take_back(self) -> bool:
        """Whether something was changed."""
        return bool(self._before)

    def take_back(self) -> bool:
        """Undo the last change; tell whether there was one."""
        if not self._before:
            return False
        self.table = self._before.pop()
        return True

    def rebase(self, base: Mapping[str, Any] | None, table: Mapping[str, Any]) -> None:
        """Go on with `table`, as a change to what the file says now."""
        self._step()
        self.base = base
        self._begun = base if base is not None else {}
        if base is None:
            self.ref = None
            self._looking = replace(self._looking, is_new=True)
        self.table = dict(table)

    def _step(self) -> None:
        self._before.append(self.table)

    def _own_fact(self, path: KeyPath) -> str:
        """Return the fact that is named by the value at a path, or is that value."""
        fact = evidence.fact_at(self.kind, self.table, path)
        if value_at(self.kind, self.table, path) is None:
            return ""
        part = part_at(self.kind, path[:1])
        is_inside = len(path) > 2 and isinstance(path[1], int)
        is_name = part is not None and len(path) == 3 and path[2] == part.field.key
        return fact if not is_inside or is_name else ""

    def _is_stated(self, fact: str) -> bool:
        """Tell whether the record still has a fact of this name."""
        top = fact.partition(".")[0]
        if top == fact:
            return self.table.get(top) is not None
        part = part_at(self.kind, (top,))
        held = self.table.get(top)
        if part is None or isinstance(held, Mapping):
            return isinstance(held, Mapping) and fact.partition(".")[2] in held
        names = (evidence.name_of(part, element) for element in elements(held))
        return fact in {f"{top}.{name}" for name in names}
