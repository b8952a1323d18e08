"""What an action of the explorer is, and what Textual runs for it."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.footer import Shown


class Action(NamedTuple):
    """A command. `id` names it in the config file. It runs the method of that name of `Commands`.

    `keys` are Textual's names of keys, separated by commas. `help` is a line for the help screen
    and the palette. `hints` are what the footer shows, by place and circumstances.
    """

    id: str
    keys: str
    help: str
    hints: tuple[Shown, ...] = ()
    in_palette: bool = True
    does: str = ""
    """The method, if it is not the one of this id; ``app.`` stands before one of the app."""
    about: str | int | None = None
    """What the method is given."""
    everywhere: bool = False
    """Whether its key also works in dialogs and during typing."""
    writes: bool = False
    """Whether it writes files or starts programs. Who may only read does not have it."""
    also: str = ""
    """Other words that people look for it by. They are not shown."""

    @property
    def does_by_name(self) -> str:
        """The name of the method: ``edit``, ``suspend``."""
        return (self.does or self.id).removeprefix("app.")

    @property
    def runs(self) -> str:
        """What Textual runs: ``do('step_pane', 1)``, ``app.quit``."""
        return self.does if self.does.startswith("app.") else run(self.does_by_name, self.about)


def run(method: str, about: str | int | None = None) -> str:
    """Return what Textual runs for a method of `Commands`."""
    return f"do({method!r})" if about is None else f"do({method!r}, {about!r})"


def look(name: str, keys: str, words: str, hints: tuple[Shown, ...] = ()) -> Action:
    """Return an action that shows another view, or the present one in another way."""
    return Action(name, keys, words, hints, does="look", about=name)
