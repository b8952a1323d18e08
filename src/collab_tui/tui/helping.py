"""What the help says, without a screen: keys, the query language, and every sign."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from collab_tui.actions import ACTIONS
from collab_tui.catalog.text import fold
from collab_tui.keymap import key_of, shown_keys
from collab_tui.language import _, explained
from collab_tui.moves import MOVES_HELP
from collab_tui.query.fields import FIELDS
from collab_tui.query.guide import SYNTAX
from collab_tui.query.ready import READY
from collab_tui.records.vocabulary import AgreementStatus, InstitutionStatus
from collab_tui.render.words import NO_STATUS, NONE, STATUS_SIGNS
from collab_tui.views.bars import GLYPHS
from collab_tui.views.declared import VIEWS


class Section(NamedTuple):
    """A part of the help: what is explained, and its meaning, line by line."""

    title: str
    rows: Sequence[tuple[str, str]]


def sections(keymap: Mapping[str, str], named: Callable[[str], str] = str) -> list[Section]:
    """Return the help, with the user's keys; `named` writes keys as the screen can show them."""
    shown = ((", ".join(shown_keys(action, keymap)), action.help) for action in ACTIONS)
    keys = [(named(key), does) for key, does in (*MOVES_HELP, *shown) if key]
    views = [(view.label.lower(), _first_large(view.means)) for view in VIEWS.values()]
    return [
        Section(_("Keys"), keys),
        Section(_("Views ({key})", key=key_of("view_next", keymap)), views),
        Section(_("Searching"), list(SYNTAX)),
        Section(_("Fields"), [(field.example, field.help) for field in FIELDS.values()]),
        Section(
            _("Ready questions, with ↓ in an empty search bar"),
            [(f"@{one.name}", one.words) for one in READY],
        ),
        *signs(),
        Section(
            _("Keys of your own"),
            [
                (
                    "[keys]",
                    _("in the config file: an action's name = its keys; see docs/settings.md"),
                )
            ],
        ),
    ]


def narrowed(every: Sequence[Section], typed: str) -> list[Section]:
    """Return the lines that have every word of `typed`, here or in the title of their section."""
    words = fold(typed).split()
    found = []
    for section in every:
        rows = [row for row in section.rows if _has(words, section.title, *row)]
        if rows:
            found.append(Section(section.title, rows))
    return found


def _has(words: Sequence[str], *texts: str) -> bool:
    folded = fold(" ".join(texts))
    return all(word in folded for word in words)


def signs() -> list[Section]:
    """Return every sign that the explorer shows, with its meaning, by the place where it stands."""
    return [
        Section(_("Signs of a status"), [*_statuses().items(), (NO_STATUS, _("none is known"))]),
        Section(
            _("Signs in lists"),
            [
                ("•", _("linked to the record that you read")),
                ("*", _("a record that you marked")),
                ("⊛", _("both: marked, and linked to the record that you read")),
                ("▌", _("the list in use")),
                ("2·8", _("two agreements of an institution's own, eight with those of its parts")),
                (NONE, _("nothing to count: no agreements, no participants")),
                ("…", _("something is left out; the record shows it in full")),
                ("↑", _("beside the order of a list: it is turned around")),
                ("▲", _("the mistake in the query is above it")),
            ],
        ),
        Section(
            _("Signs in records"),
            [
                ("¹ ²", _("the sources of a fact, by their numbers below the record")),
                ("›", _("the way that led here, from record to record")),
                ("▸", _("before a section: it is folded, with the number of its lines")),
            ],
        ),
        Section(_("Signs on a timeline"), [*GLYPHS, ("▼", _("today"))]),
        Section(
            _("Signs in other views"),
            [
                ("°", _("no source supports it")),
                ("= ≠", _("in a comparison: the same, different")),
                ("▸ ▾", _("there are parts below; they are shown")),
                ("━", _("the more agreements, the longer")),
                ("│ ─ ┼", _("between partners: they work together, too; two lines cross")),
                ("█ ▓ ▒ ░", _("the more, the darker; in an overview, how far a status has come")),
                ("▁ ▄ █", _("the more, the higher")),
                ("● 2 +", _("on a map: an institution, several, many")),
                ("↑3 ↓12", _("lines above and below what is visible")),
                ("·", _("none")),
                ("?", _("none recorded, but possible")),
                ("╲", _("in a matrix: a value with itself, which says nothing")),
                ("×", _("in a matrix: rows by columns")),
            ],
        ),
        Section(
            _("Signs in dialogs"),
            [
                ("● ○", _("chosen, not chosen")),
                ("✕ !", _("an error, a warning")),
                ("▾ ▸", _("in a form: opened, and what can be opened")),
                ("+ - ~ »", _("in changes: added, removed, changed, renamed")),
                ("→", _("what was there before, and what is there now")),
            ],
        ),
        Section(
            _("Signs in an article that is drafted from"),
            [
                ("◆ ◇", _("who takes part; who is only named")),
                ("▲", _("a person")),
                ("▼", _("a place")),
                ("@", _("a date")),
                ("#", _("a focus area")),
                ("=", _("the name, or the type")),
                ("*", _("something else")),
                ("≠", _("the registry says something else")),
            ],
        ),
    ]


def _statuses() -> dict[str, str]:
    """Return the meaning of each sign of a status."""
    of_agreements = list(AgreementStatus)
    found = {STATUS_SIGNS[term]: explained(term.label, _sentence(term)) for term in of_agreements}
    for term in InstitutionStatus:
        sign = STATUS_SIGNS[term]
        if term.value not in of_agreements:
            found[sign] = _(
                "{meaning}; of an institution, {status}", meaning=found[sign], status=term.label
            )
    return found


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(term: AgreementStatus) -> str:
    """Return what a term means, as a part of a line."""
    return term.help[:1].lower() + term.help[1:].rstrip(".")
