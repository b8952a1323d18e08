"""What a language says about who takes part: `rules/<language>/who.toml`, read and compiled.

A language is added by a file; no code knows any of them by name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from collab_tui.catalog.text import tokens

RULES = Path(__file__).parent / "rules"

_PLACE = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Announcing:
    """The words that announce something, the strongest sort first."""

    sign: tuple[re.Pattern[str], ...]
    """A paper is signed: this counts anywhere."""
    found: tuple[re.Pattern[str], ...]
    """A joint body is set up: this counts if two take part in it."""
    tie: tuple[re.Pattern[str], ...]
    """Some work together: this counts in the title, or if it is new."""
    named: tuple[re.Pattern[str], ...]
    """A paper or a joint body is only named: this counts if nothing else does."""
    fresh: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Who:
    """The rules of one language. The file for English says what each is."""

    language: str
    tongues: tuple[str, ...]
    is_spaced: bool
    heads: Mapping[str, str]
    """The sort of organisation of each head."""
    first: frozenset[str]
    placed: frozenset[str]
    tails: frozenset[str]
    inner: frozenset[str]
    ands: frozenset[str]
    topics: frozenset[str]
    stops: frozenset[str]
    kept: tuple[str, ...]
    possessed: frozenset[str]
    titles: frozenset[str]
    vague: frozenset[str]
    general: frozenset[str]
    brand: re.Pattern[str] | None
    firm: re.Pattern[str] | None
    made: re.Pattern[str]
    translated: Mapping[str, str]
    again: Mapping[str, re.Pattern[str]]
    announcing: Announcing
    void_before: re.Pattern[str]
    void: re.Pattern[str]
    done: re.Pattern[str]
    """Before a word of wishes and talks: they have led to something."""
    past: re.Pattern[str]
    with_: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    """For each reason why a name is a bystander, what stands just before it."""
    after: Mapping[str, re.Pattern[str]]
    person_before: re.Pattern[str]
    funder_before: re.Pattern[str]
    funder_after: re.Pattern[str]
    staff: re.Pattern[str]
    """Before the name of those whose doctors, students … are spoken of."""
    scope_after: re.Pattern[str]
    scope_before: re.Pattern[str]
    signing: re.Pattern[str]
    both: re.Pattern[str]
    several: re.Pattern[str]
    also: re.Pattern[str]
    theirs: re.Pattern[str]
    fronted: re.Pattern[str]
    anew: re.Pattern[str]
    one: re.Pattern[str]
    joined: re.Pattern[str]
    introduce: re.Pattern[str]
    countries: Mapping[str, tuple[str, ...]]
    no_acronyms: tuple[str, ...]


@cache
def every() -> tuple[Who, ...]:
    """Return the rules of every language that has a file."""
    return tuple(_read(path) for path in sorted(RULES.glob("*/who.toml")))


def of(tongue: str) -> Who | None:
    """Return the rules for a language, ``en``; None if there are none."""
    return next((one for one in every() if tongue in one.tongues), None)


@cache
def beside(rules: Who, tongue: str) -> Who:
    """Return rules for names in an article of another language: its words also end a name."""
    own = of(tongue)
    if own is None or own is rules or not (own.is_spaced and rules.is_spaced):
        return rules
    return replace(rules, stops=rules.stops | own.stops)


def in_english(name: str) -> str:
    """Return a name, folded, with the words in English that the rules translate."""
    changed = f" {' '.join(tokens(name))} "
    for theirs, ours in _translations():
        changed = changed.replace(f" {theirs} ", f" {ours} ")
    return changed.strip()


@cache
def _translations() -> tuple[tuple[str, str], ...]:
    found = [pair for one in every() if one.is_spaced for pair in one.translated.items()]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def even(text: str) -> str:
    """Return `text` with one sort of apostrophe, which the rules use. Its length stays."""
    return text.replace("'", "’").replace("‘", "’").replace("`", "’").replace("\xa0", " ")


def _read(path: Path) -> Who:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    words: dict[str, str] = table["words"]
    names: dict[str, Any] = table["names"]

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(_PLACE.sub(lambda place: words[place[1]], pattern), re.IGNORECASE)

    def each(patterns: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
        return {name: compiled(pattern) for name, pattern in patterns.items()}

    announce, nothing, roles, scope = (
        table[name] for name in ("announce", "nothing", "roles", "scope")
    )
    edge = r"\b" if table["script"] == "spaced" else ""
    return Who(
        language=path.parent.name,
        tongues=tuple(table["tongues"]),
        is_spaced=table["script"] == "spaced",
        heads={head: sort for sort, heads in table["heads"].items() for head in heads},
        first=frozenset(names.get("first", ())),
        placed=frozenset(names.get("placed", ())),
        tails=frozenset(names.get("tails", ())),
        inner=frozenset(names.get("inner", ())),
        ands=frozenset(names.get("and", ())),
        topics=frozenset(names.get("topics", ())),
        stops=frozenset(names["stops"]),
        kept=tuple(names.get("kept", ())),
        possessed=frozenset(names.get("possessed", ())),
        titles=frozenset(names.get("titles", ())),
        vague=frozenset(names["vague"]),
        general=frozenset(names.get("general", ())),
        brand=re.compile(names["brand"], re.IGNORECASE) if "brand" in names else None,
        firm=re.compile(names["firm"], re.IGNORECASE) if "firm" in names else None,
        made=_any(names["made"], edge),
        translated=table.get("translated", {}),
        again={sort: _any(texts, edge) for sort, texts in table["again"].items()},
        announcing=Announcing(
            tuple(map(compiled, announce["sign"])),
            tuple(map(compiled, announce["found"])),
            tuple(map(compiled, announce["tie"])),
            tuple(map(compiled, announce["named"])),
            compiled(announce["fresh"]),
        ),
        void_before=compiled(nothing["before"]),
        void=compiled(nothing["anywhere"]),
        done=compiled(nothing["done"]),
        past=compiled(nothing["past"]),
        with_=compiled(roles["with"]),
        before=each(roles["before"]),
        after=each(roles["after"]),
        funder_before=compiled(roles["funder"]["before"]),
        funder_after=compiled(roles["funder"]["after"]),
        staff=compiled(roles["person"]["staff"]),
        person_before=compiled(roles["person"]["before"]),
        scope_after=compiled(scope["after"]),
        scope_before=compiled(scope["before"]),
        signing=compiled(scope["signing"]),
        both=compiled(scope["both"]),
        several=compiled(scope["several"]),
        also=compiled(scope["also"]),
        theirs=compiled(scope["theirs"]),
        fronted=compiled(scope["fronted"]),
        anew=compiled(scope["anew"]),
        one=compiled(scope["one"]),
        joined=compiled(scope["joined"]),
        introduce=compiled(scope["introduce"]),
        countries={code: tuple(texts) for code, texts in table["countries"].items()},
        no_acronyms=tuple(table.get("acronyms", {}).get("none", ())),
    )


def _any(texts: list[str], edge: str) -> re.Pattern[str]:
    longest = sorted(texts, key=len, reverse=True)
    return re.compile(f"{edge}(?:{'|'.join(map(re.escape, longest))}){edge}", re.IGNORECASE)
