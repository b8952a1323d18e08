"""The Textual app: themes, and the main screen."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.actions import ActionParseResult, parse
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Resize
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from collab_tui.actions import ACTIONS, WRITING
from collab_tui.keymap import in_force
from collab_tui.language import _
from collab_tui.render.words import clean
from collab_tui.terminal import draws_wide, is_gone
from collab_tui.tui import themes
from collab_tui.tui.bindings import bindings
from collab_tui.tui.in_turn import InTurn
from collab_tui.tui.plain import PLAIN, InAscii, InNarrow
from collab_tui.tui.screens.main import MainScreen
from collab_tui.tui.sent import Sent, sparing

if TYPE_CHECKING:
    from pathlib import Path

    from collab_tui.catalog.catalog import Catalog
    from collab_tui.config import Settings
    from collab_tui.diary import Diary
    from collab_tui.tui.outside import OpenInstead


LOOK_FOR_TERMINAL = 2.0
"""Seconds between two looks whether the terminal is still there."""

GARBAGE_AFTER = 1.0
"""Seconds after the start, which runs without garbage collection (see `collab_tui.explore`). A
first reading needs them at the least: it makes many objects and no garbage."""


def no_diary() -> Diary:
    """Return a diary that is kept nowhere."""
    from collab_tui.diary import Diary

    return Diary()


class Explorer(InTurn):
    """Explores a catalog."""

    TITLE = "collab-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = bindings(everywhere=True)

    def __init__(
        self,
        catalog: Catalog,
        settings: Settings,
        query: str = "",
        word: str = "",
        open_diary: Callable[[], Diary] = no_diary,
        *,
        is_read_only: bool = False,
    ) -> None:
        """Explore `catalog`, starting with a query and a message about it.

        If it `is_read_only`, actions that write are not there.
        """
        self.sent = Sent(draws_wide=draws_wide())
        """What the terminal shows. It belongs to the driver, which Textual asks for at once."""
        self._has_theme = False
        # Without colours, dim text stays dim. It is not mixed from two colours.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        if self.no_color:  # Textual removes it, but the editor needs it
            os.environ["NO_COLOR"] = "1"
        self.instead: tuple[Path, str] | None = None
        """The folder of a registry to explore after this one, and the query to start with."""
        self._word = word
        self._is_read_only = is_read_only
        keys, self._keymap_problems = in_force(settings.keys)
        self.set_keymap(keys)
        if is_read_only:  # the keys still say why nothing happens, but nothing offers them
            keys |= {action.id: "" for action in ACTIONS if action.writes}
        settings = settings._replace(keys=keys)
        self._explorer = MainScreen(catalog, settings, query, open_diary)
        self._settings = settings
        self._colourless = [themes.Colourless()]
        self._plain: list[LineFilter] = []
        if settings.glyphs == "narrow":
            self._plain.append(InNarrow())
        if settings.glyphs == "ascii":
            self._plain.append(InAscii())
            self.add_class(PLAIN)
        self._in_sixteen = themes.InSixteen()
        for theme in themes.OWN:
            self.register_theme(theme)
        wanted = settings.theme or themes.DARK.name
        known = wanted in self.available_themes
        self._begin_in(wanted if known else themes.DARK.name)
        self._unknown_theme = None if known else wanted

    def get_driver_class(self) -> type[Driver]:
        """Return a driver that sends only what is new."""
        return sparing(super().get_driver_class(), self.sent)

    def write_into(self, diary: Diary) -> None:
        """Add this visit to the diary of the registry."""
        self._explorer.desk.visits.write_into(diary)

    def _begin_in(self, theme: str) -> None:
        """Start in a theme, without first making the styles of another theme.

        A dark theme replaces Textual's own dark theme. Only colours change.
        """
        self._has_theme = True
        if self.available_themes[theme].dark:
            self.set_reactive(App.theme, theme)
        else:
            self.theme = theme
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme. Textual also asks before it is known which one it is."""
        return super().get_css_variables() if self._has_theme else {}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of every line; without colours, one that removes them."""
        filters = self._colourless if self.no_color else super().get_line_filters()
        if self.theme == themes.SIXTEEN.name and not self.no_color:
            filters = [*filters, self._in_sixteen]
        return [*filters, *self._plain]

    def on_mount(self) -> None:
        """Show a message if the config file names a theme that does not exist."""
        if not gc.isenabled():
            self.set_timer(GARBAGE_AFTER, self._collect_garbage)
        if not is_gone():
            self.set_interval(LOOK_FOR_TERMINAL, self._leave_with_terminal)
        if self._unknown_theme is not None:
            known = ", ".join(sorted(self.available_themes))
            message = _(
                "There is no theme '{theme}'. There are: {themes}",
                theme=self._unknown_theme,
                themes=known,
            )
            self.notify(message, severity="warning", markup=False)
        if self._word:
            self.notify(self._word, timeout=15)
        for wrong in self._keymap_problems:
            self.notify(wrong, severity="warning", timeout=8)
        self.app_resume_signal.subscribe(self, self._draw_again)

    def _leave_with_terminal(self) -> None:
        """End if the terminal has gone. Nobody tells a program that does not belong to it."""
        if is_gone():
            self.exit()

    def on_open_instead(self, event: OpenInstead) -> None:
        """End, so that another registry is explored."""
        self.instead = event.folder, self._explorer.desk.session.text
        self.exit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell whether an action may run; the screens ask this, too."""
        return not self._is_refused(action, parameters) and super().check_action(action, parameters)

    def _is_refused(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Tell whether an action does not run because it writes something."""
        does = parameters[0] if action == "do" else action
        return self._is_read_only and does in WRITING

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; say why if it does not run because it writes something."""
        _namespace, name, parameters = parse(action) if isinstance(action, str) else action
        if not self._is_refused(name, parameters):
            return await super().run_action(action, default_namespace, namespaces)
        words = (
            _("Nothing is done: this page is for reading. It writes if it is served with --write.")
            if self.is_web
            else _("Nothing is done: this explorer only reads. Start it without --read-only.")
        )
        self.notify(words, severity="warning", timeout=5)
        return True

    def on_resize(self, event: Resize) -> None:
        """Send everything again, because a terminal of another size may have moved it."""
        self.sent.forget()

    def _draw_again(self, _: App[None]) -> None:
        """Draw the whole screen, after the shell has used it."""
        self.action_redraw()

    def action_redraw(self) -> None:
        """Draw the whole screen, because something else may have drawn on it."""
        self.sent.forget()
        self.refresh(layout=True)

    def action_suspend(self) -> None:
        """Stop as a job of the shell, which can bring the explorer back."""
        from collab_tui.tui import outside

        outside.suspend(self)

    def _collect_garbage(self) -> None:
        """Start to collect garbage. Objects that exist by now stay to the end and are skipped."""
        if not self._explorer.desk.follower.has_begun:
            self.set_timer(GARBAGE_AFTER, self._collect_garbage)
            return
        gc.freeze()
        # Going through all of them would block the screen, and find little.
        gc.set_threshold(700, 10, 1000)
        gc.enable()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message. Text from a path or a record stays plain text."""
        super().notify(
            clean(message), title=title, severity=severity, timeout=timeout, markup=markup
        )

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return self._explorer
