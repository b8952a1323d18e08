"""The finder: a line below the record in which one types what to find on its page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.cells import cell_len
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input
from textual.worker import WorkType

from collab_tui.keymap import key_of, keys_of
from collab_tui.language import _
from collab_tui.tui.finding import MOST, Findable, Hit, highlights_of
from collab_tui.tui.widgets.acting_input import ActingInput
from collab_tui.tui.widgets.detail import Detail
from collab_tui.tui.widgets.line import DrawnLine

_STEPS = {"down": 1, "up": -1}


class Finder(Horizontal):
    """Finds text on the page of a record while it is typed, and goes from hit to hit."""

    DEFAULT_CSS = """
    Finder { height: 1; background: $surface; display: none; }
    Finder.-open { display: block; }
    Finder.-empty DrawnLine.-said { display: none; }
    Finder DrawnLine { width: 19; color: $text-muted; }
    Finder DrawnLine.-prompt { width: 3; }
    Finder:focus-within DrawnLine.-prompt { color: $primary; text-style: bold; }
    Finder ActingInput { width: 1fr; padding: 0; }
    """

    def __init__(
        self,
        detail: Detail,
        ended: Callable[[], None],
        searched: Callable[[], None],
        keys: Mapping[str, str],
    ) -> None:
        """Find in what `detail` shows; `keys` is the user's keymap.

        `ended` is called to end it if nothing was found, and `searched` if the key that began it
        comes again: the registry is to be searched.
        """
        super().__init__(id="finder")
        self._ended = ended
        self._searched = searched
        self._keymap = keys
        self._detail = detail
        self.input = ActingInput(
            self._act, _("find on this page; {key} again: search all", key=key_of("search", keys))
        )
        self._prompt = DrawnLine(lambda _width: Text(" /", end=""))
        self._prompt.add_class("-prompt")
        self._said = DrawnLine(self._how_many)
        self._said.add_class("-said")
        self._findable: Findable | None = None
        self._hits: Sequence[Hit] = ()
        self._at = 0
        """Which of the hits one is at."""
        self._from: tuple[int, int | None] = (0, None)
        """The line and the link at which finding began."""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield self._prompt
        yield self.input
        yield self._said

    # Beginning and ending

    @property
    def is_open(self) -> bool:
        """Whether something is being found, or was found and is still highlighted."""
        return self.has_class("-open")

    @property
    def is_typing(self) -> bool:
        """Whether what is typed is found."""
        return self.is_open and self.input.has_focus

    def begin(self) -> None:
        """Ask what to find."""
        self._from = self._detail.scroll_line, self._detail.link
        self.add_class("-open")
        self.input.value = ""
        self.input.focus()
        self._look_again()

    def end(self) -> None:
        """Highlight nothing any longer. If it ends during typing, go to where it began."""
        if not self.is_open:
            return
        was_typing = self.is_typing
        self.remove_class("-open")
        self.workers.cancel_node(self)
        self._findable, self._hits = None, ()
        self._detail.highlight({}, None)
        if was_typing:
            self._detail.come_back(*self._from)
            self.screen.set_focus(self._detail)

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        """Go to the page. The hits stay highlighted, if there are any."""
        event.stop()
        if self._hits:
            self._detail.focus()
        else:
            text = self.input.value.strip()
            self._ended()
            if text:
                words = _(
                    '"{text}" is not on this page: {key} {key} searches all records',
                    text=text,
                    key=key_of("search", self._keymap),
                )
                self.notify(words, timeout=5)

    # Finding

    def renew(self) -> None:
        """Find the same on the page as it is laid out now."""
        if self.is_open:
            self._findable = None
            self._look_again(is_same=not self.is_typing)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._look_again()

    def _look_again(self, *, is_same: bool = False) -> None:
        self.set_class(not self.input.value, "-empty")
        look: WorkType[None] = partial(self._look, is_same)
        self.run_worker(look, group="find", exclusive=True)

    async def _look(self, is_same: bool) -> None:
        """Find what is typed: from where finding began, or the hit that one was at."""
        if self._findable is None:
            self._findable = await asyncio.to_thread(Findable, self._detail.lines)
        if not self.is_open:
            return
        self._hits = self._findable.find(self.input.value)
        if is_same:
            self._at = min(self._at, max(0, len(self._hits) - 1))
            self._detail.highlight(highlights_of(self._hits, self._at), None)
        else:
            below = (n for n, hit in enumerate(self._hits) if hit.line >= self._from[0])
            self._at = next(below, 0)
            if not self._hits:
                self._detail.come_back(*self._from)
            self._go(0)
        self._said.refresh()

    def _go(self, step: int) -> None:
        self._at = (self._at + step) % len(self._hits) if self._hits else 0
        at = self._hits[self._at].spans[0] if self._hits else None
        self._detail.highlight(highlights_of(self._hits, self._at), at)
        self._said.refresh()

    def step(self, step: int) -> None:
        """Go to the next hit, or to one before; after the last one, to the first again."""
        self._go(step)

    def _act(self, key: str) -> bool:
        """Go to another hit during typing, or to the search bar."""
        if key in _STEPS:
            self.step(_STEPS[key])
        elif key in keys_of("search", self._keymap) and not self.input.value:
            self._searched()
        else:
            return False
        return True

    def _how_many(self, width: int) -> Text:
        if not self.input.value.strip():
            said = ""
        elif not self._hits:
            said = _("not on this page")
        else:
            more = "+" if len(self._hits) == MOST else ""
            said = f"{self._at + 1}/{len(self._hits)}{more}"
        return Text(" " * (width - cell_len(said) - 1) + f"{said} ", end="")
