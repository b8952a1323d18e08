"""Keys are obeyed in turn: each finds what the one before it has left.

Textual hands a key to the widget that has the focus when the key comes, not when it is obeyed.
Keys that come faster than they are obeyed, in a paste, from a macro or over a slow line, would
go to where the focus was.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from typing import Any

from textual import work
from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.worker import Worker, WorkerError

LOOK_EVERY = 0.1
"""Seconds between looks at whether what is waited for can still come."""

QUIET_ROUNDS = 2
"""Rounds in which nothing is on its way until it is certain that nothing is."""

MOST_ROUNDS = 50
"""Rounds after which a key has its turn even so: something else may never be quiet."""


class InTurn(App[None]):
    """An app that obeys a key when the one before it has been obeyed to the end.

    A screen with a coroutine ``prepare_for(event) -> bool`` is asked before each key, and says
    whether it had something to wait for.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Begin without keys; with `ansi_color`, in the terminal's own colours."""
        super().__init__(ansi_color=ansi_color)
        self._coming: deque[Key | Paste] = deque()
        self.is_obeying = False
        """Whether keys are still to be obeyed."""

    async def on_event(self, event: Event) -> None:
        """Let keys wait for their turn."""
        if isinstance(event, (Key, Paste)) and not event.is_forwarded:
            self._coming.append(event)
            if not self.is_obeying:
                self.is_obeying = True
                self._obey()
        else:
            await super().on_event(event)

    def is_coming(self, key: str) -> bool:
        """Tell whether a key waits for its turn."""
        return any(isinstance(event, Key) and event.key == key for event in self._coming)

    @work(group="keys")
    async def _obey(self) -> None:
        try:
            await self._come_to_rest()
            while self._coming:
                event = self._coming.popleft()
                for _ in range(MOST_ROUNDS):
                    if not await self._prepare(event):
                        break
                    await self._come_to_rest(is_new=True)
                await super().on_event(event)
                await self._come_to_rest()
        finally:
            self.is_obeying = False

    async def _prepare(self, event: Key | Paste) -> bool:
        """Wait for what decides what a key does; tell whether there was anything."""
        prepare = getattr(self.screen, "prepare_for", None)
        if prepare is not None:
            return bool(await prepare(event))
        # A screen of Textual's own, such as the palette: whatever it works on.
        is_text = isinstance(event, Paste) or event.is_printable
        return not is_text and await finished(self.screen)

    async def _come_to_rest(self, is_new: bool = False) -> None:
        """Wait until what was set off has been passed on, from the focus up.

        Where the focus or the screen is another by then, or the screen `is_new`, what it looks
        like is waited for, too: some keys move by what is in sight.
        """
        quiet, is_drawn, before = 0, not is_new, self._place
        for _ in range(MOST_ROUNDS):
            present = self._place
            way = self._way()
            for node in way:
                await self._passed(node, node.call_later)
            is_quiet = present == self._place and not any(n.message_queue_size for n in way)
            quiet = quiet + 1 if is_quiet else 0
            if quiet < QUIET_ROUNDS:
                continue
            if is_drawn and before == present:
                break
            await self._passed(self.screen, self.screen.call_after_refresh)
            quiet, is_drawn, before = 0, True, present

    @property
    def _place(self) -> tuple[Screen[Any] | None, DOMNode | None]:
        """Which screen is in front, and what has the focus on it."""
        return (self.screen, self.focused) if self.screen_stack else (None, None)

    def _way(self) -> list[DOMNode]:
        """Return what a key passes through: from the focus up to the app."""
        screen, focused = self._place
        first = focused or screen or self
        return [*first.ancestors_with_self]

    async def _passed(self, node: DOMNode, later: Callable[[Callable[[], None]], bool]) -> None:
        """Wait until `later` calls back, unless the node goes."""
        done = asyncio.Event()
        if not later(done.set):
            return
        while not done.is_set() and self.is_running and self._is_there(node):
            try:
                await asyncio.wait_for(done.wait(), LOOK_EVERY)
            except TimeoutError:
                continue

    def _is_there(self, node: DOMNode) -> bool:
        return node is self or (node.is_attached and node.screen in self.screen_stack)


async def finished(screen: Screen[Any], groups: Collection[str] | None = None) -> bool:
    """Wait until a screen's workers are through, or those of some `groups`; tell whether it did."""
    waited = False
    while True:
        working = [worker for worker in screen.workers if _is_of(worker, screen, groups)]
        if not working:
            return waited
        waited = True
        for worker in working:
            try:
                await worker.wait()
            except WorkerError:
                continue


def _is_of(worker: Worker[Any], screen: Screen[Any], groups: Collection[str] | None) -> bool:
    if worker.is_finished or (groups is not None and worker.group not in groups):
        return False
    node = worker.node
    return node is screen or (node.is_attached and screen in node.ancestors)
