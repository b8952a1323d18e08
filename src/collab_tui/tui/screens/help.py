"""The help screen: keys, and the query language with examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.theme import Theme
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from collab_tui.actions import ACTIONS
from collab_tui.keymap import key_of, shown_keys
from collab_tui.language import _
from collab_tui.moves import MOVES_HELP
from collab_tui.query.fields import FIELDS
from collab_tui.query.guide import SYNTAX
from collab_tui.query.ready import READY
from collab_tui.records.vocabulary import AgreementStatus, InstitutionStatus
from collab_tui.render.words import NO_STATUS, NONE, STATUS_SIGNS
from collab_tui.tui.plain import named_keys
from collab_tui.tui.screens.base import Base
from collab_tui.tui.widgets.detail import Detail
from collab_tui.views.state import LABELS, MEANING


class HelpScreen(Base[None], ModalScreen[None]):
    """The help: everything that can be typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,backspace", "dismiss", "Close"),
        Binding("space", "page", "Further"),
        Binding("question_mark,f1", "dismiss", "Close", id="help"),
    ]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background; }
    HelpScreen Detail {
        width: 100%; max-width: 92; height: 100%; max-height: 48;
        background: $surface; padding: 1 1; border: none;
    }
    """

    def __init__(self, keymap: Mapping[str, str], palette: Theme) -> None:
        """Show keys as `keymap` has them."""
        super().__init__()
        self._keymap = keymap
        self._palette = palette

    def compose(self) -> ComposeResult:
        """Lay out the one text, which scrolls."""
        yield Detail()

    def on_mount(self) -> None:
        """Fill it."""
        detail = self.query_one(Detail)
        detail.show(help_renderable(self._keymap, partial(named_keys, self)), self._palette)
        detail.focus()

    def action_page(self) -> None:
        """Go on by what is visible."""
        self.query_one(Detail).action_page(1)

    async def action_dismiss(self, result: None = None) -> None:
        """Close the help."""
        self.dismiss(result)


def help_renderable(keymap: Mapping[str, str], named: Callable[[str], str] = str) -> RenderableType:
    """Return the help text; `named` writes keys as the screen can show them."""
    shown = ((", ".join(shown_keys(action, keymap)), action.help) for action in ACTIONS)
    keys = [(named(key), does) for key, does in (*MOVES_HELP, *shown) if key]
    views = [(LABELS[name].lower(), _first_large(meaning)) for name, meaning in MEANING.items()]
    fields = [(field.example, field.help) for field in FIELDS.values()]
    ready = [(f"@{one.name}", one.words) for one in READY]
    return Group(
        Text(_("Help"), "page.title"),
        Text(named(_("Esc closes it; ↑ ↓ PgUp PgDn scroll.")), "page.quiet"),
        *_section(_("Keys"), keys),
        *_section(_("Views ({key})", key=key_of("view_next", keymap)), views),
        *_section(_("Searching"), list(SYNTAX)),
        *_section(_("Fields"), fields),
        *_section(_("Ready questions, with ↓ in an empty search bar"), ready),
        *_section(_("Signs"), signs()),
        Text(),
        Text(
            _(
                "A small number behind a fact names its source. Keys can be changed in the "
                "config file, under [keys]; the README says how."
            ),
            "page.text",
        ),
    )


def signs() -> list[tuple[str, str]]:
    """Return every sign that the explorer uses, with its meaning."""
    of_agreements = list(AgreementStatus)
    statuses = {STATUS_SIGNS[term]: f"{term.label}: {_sentence(term)}" for term in of_agreements}
    for term in InstitutionStatus:
        sign = STATUS_SIGNS[term]
        if term.value not in of_agreements:
            statuses[sign] = _(
                "{meaning}; of an institution, {status}", meaning=statuses[sign], status=term.label
            )
    return [
        *statuses.items(),
        (NO_STATUS, _("no status is known")),
        ("2·8", _("two agreements of an institution's own, eight with those of its parts")),
        (NONE, _("nothing to count: no agreements, no participants")),
        ("•", _("linked to the record that you read")),
        ("*", _("a record that you marked")),
        ("⊛", _("both: marked, and linked to the record that you read")),
        ("…", _("something is left out; the record shows it in full")),
        ("▌", _("the list in use")),
        ("▸", _("before a section of a record: it is folded, with the number of its lines")),
        ("↑", _("beside the order of a list: it is turned around")),
        ("▲", _("the mistake in the query is above it")),
        ("¹ ²", _("the sources of a fact, by their numbers below the record")),
        ("✕ !", _("in the list of problems: an error, a warning")),
        ("● ○", _("in the export: what is chosen, what is not")),
    ]


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(term: AgreementStatus) -> str:
    """Return what a term means, as a part of a line."""
    return term.help[:1].lower() + term.help[1:].rstrip(".")


def _section(title: str, rows: list[tuple[str, str]]) -> list[RenderableType]:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(ratio=2, max_width=36, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    for key, meaning in rows:
        table.add_row(Text(key, "page.strong"), Text(meaning, "page.text"))
    return [Text(), Text(title.upper(), "kind.institution"), table]
