"""Where a cell can go: every declared field of a kind, by its path without the signs of lists.

``dates.signed``; ``name.id``, the name in a language; ``participants.institution.country``, what a
cell says about the institution that another cell names; ``participants.people.coordinator``, a
person with a role; ``participants[1].role``, of the first participant; ``extra.Key``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Field, Sort
from collab_tui.records.kinds import Kind
from collab_tui.records.models import MODELS, keys_of
from collab_tui.records.texts import LANGUAGE_TAG_PATTERN
from collab_tui.suggest import nearest

_ELEMENT = re.compile(r"(.*)\[([1-9][0-9]*)\]")
_TAG = re.compile(LANGUAGE_TAG_PATTERN)


class TargetError(ValueError):
    """A target that the format does not have. The message says what it has."""


@dataclass(frozen=True, slots=True)
class Target:
    """A place in a record of `kind`."""

    kind: Kind
    field: Field
    element: int | None = None
    """Which element of the outermost list, from 1; None for a new one."""
    key: str = ""
    """The language of a text, or the key of a user's own table."""
    term: tuple[str, str] | None = None
    """A key beside the name, and its value: ``("role", "coordinator")``."""
    about: Target | None = None
    """What is said about the record that the field names."""

    @property
    def names(self) -> Kind | None:
        """The kind of record that a cell here names."""
        return self.field.names.kind if self.field.names is not None else None

    @property
    def outer(self) -> Target | None:
        """The target of the values that this says more about: ``aliases`` for
        ``aliases.language``.
        """
        path = self.field.path.rpartition(".")[0]
        for field in DECLARED[self.kind].fields:
            if field.path == path and field.inner:
                return Target(self.kind, field, self.element)
        return None

    @property
    def base(self) -> Target:
        """The target that names the record which this one is about."""
        return Target(self.kind, self.field, self.element)

    def __str__(self) -> str:
        """Return the path in the form of a map."""
        keys = [*self.field.keys]
        if self.element is not None:
            keys[0] += f"[{self.element}]"
        more = [str(self.about)] if self.about else [self.term[1]] if self.term else []
        return ".".join([*keys, *([self.key] if self.key else []), *more])


def targets(kind: Kind) -> Iterator[Field]:
    """Yield the declared fields that a cell can go to."""
    for field in DECLARED[kind].fields:
        if (field.sort is not Sort.TABLE or is_free(field)) and not _is_written_inside(kind, field):
            yield field


def is_free(field: Field) -> bool:
    """Tell whether a field is a user's own table."""
    return field.sort is Sort.TABLE and field.path == "extra"


def parse_target(kind: Kind, text: str) -> Target:
    """Read a target.

    Raises:
        TargetError: a record of `kind` has no such place.
    """
    head, dot, rest = text.strip().partition(".")
    found = _ELEMENT.fullmatch(head)
    element = int(found[2]) if found else None
    keys = [found[1] if found else head, *(rest.split(".") if dot else [])]
    field, after = _longest(kind, keys)
    if field is None or (element is not None and not field.is_list):
        raise _unknown(kind, text)
    tail = ".".join(after)
    if not tail:
        if field.sort is Sort.TABLE and not is_free(field):
            inside = [one.stored for one in targets(kind) if one.top == field.top]
            keys_inside = ", ".join(inside)
            message = _(
                "'{path}' is a table; name a key of it: {keys}", path=text, keys=keys_inside
            )
            raise TargetError(message)
        return Target(kind, field, element)
    if is_free(field) or (is_local(kind, field) and _TAG.fullmatch(tail)):
        return Target(kind, field, element, key=tail)
    if field.names is not None:
        term = _term(kind, field, tail)
        if term is not None:
            return Target(kind, field, element, term=term)
        return Target(kind, field, element, about=parse_target(field.names.kind, tail))
    raise _unknown(kind, text)


def _longest(kind: Kind, keys: list[str]) -> tuple[Field | None, list[str]]:
    """Return the field that most of the keys lead to, and the remaining keys."""
    best: Field | None = None
    for field in DECLARED[kind].fields:
        path = field.keys
        if (*keys[: len(path)],) == path and (best is None or len(path) > len(best.steps)):
            best = field
    if best is not None and _is_written_inside(kind, best):  # participants.people.person
        return DECLARED[kind].field(best.path.rpartition(".")[0]), keys[len(best.steps) :]
    return best, keys[len(best.steps) :] if best is not None else keys


def _is_written_inside(kind: Kind, field: Field) -> bool:
    """Tell whether a field can be written as a plain name, and so has a target already."""
    outer, _, key = field.path.rpartition(".")
    return any(one.path == outer and one.inner == key for one in DECLARED[kind].fields)


def _term(kind: Kind, field: Field, text: str) -> tuple[str, str] | None:
    """Return the key beside a name that takes the term `text`, and the term."""
    for beside in terms_beside(kind, field):
        if beside.terms is not None and text in [term.value for term in beside.terms]:
            return beside.steps[-1][0], text
    return None


def terms_beside(kind: Kind, field: Field) -> list[Field]:
    """Return the fields with terms inside the table that a name may be written as."""
    if not field.inner:
        return []
    inside = f"{field.path}."
    return [one for one in DECLARED[kind].fields if one.path.startswith(inside) and one.terms]


def is_local(kind: Kind, field: Field) -> bool:
    """Tell whether a field takes texts by language."""
    if len(field.steps) > 1 or field.is_list:
        return False
    return _has_table(keys_of(MODELS[kind])[field.top])


def _has_table(annotation: Any) -> bool:
    return get_origin(annotation) is dict or any(_has_table(one) for one in get_args(annotation))


def _unknown(kind: Kind, text: str) -> TargetError:
    known = [field.stored for field in targets(kind)]
    near = nearest(re.sub(r"\[\d+\]", "", text), known)
    hint = _("it has: {known}", known=", ".join(known))
    if near:
        hint = _("did you mean '{word}'?", word=near)
    message = _("a record of kind {kind} has no '{name}'; {hint}", kind=kind, name=text, hint=hint)
    return TargetError(message)
