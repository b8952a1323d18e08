"""Keys are handled in turn, so each one finds the result of the one before.

Textual sends a key to the widget that has the focus when the key comes, not when it is handled.
Keys that come faster than they are handled, in a paste, from a macro or over a slow line, would go
to the old focus.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from textual import work
from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerError

LOOK_EVERY = 0.1
"""Seconds between checks whether the thing that is waited for can still come."""

QUIET_ROUNDS = 2
"""Rounds without anything under way after which it is certain that nothing will come."""

MOST_ROUNDS = 50
"""Rounds after which a key gets its turn in any case, because something else may never be quiet."""


class InTurn(App[None]):
    """An app that handles a key only when the one before it has been handled completely.

    If a screen has a coroutine ``prepare_for(event) -> bool``, it is called before each key. It
    returns whether it had to wait for something.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """Start without keys; with `ansi_color`, in the terminal's own colours."""
        super().__init__(ansi_color=ansi_color)
        self._coming: deque[Key | Paste] = deque()
        self.is_obeying = False
        """Whether there are still keys to handle."""

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
        """Wait for the things that decide what a key does; tell whether there were any."""
        prepare = getattr(self.screen, "prepare_for", None)
        if prepare is not None:
            return bool(await prepare(event))
        # A screen of Textual's own: wait for all of its workers.
        is_text = isinstance(event, Paste) or event.is_printable
        return not is_text and await finished(self.screen)

    async def _come_to_rest(self, is_new: bool = False) -> None:
        """Wait until messages have been passed on, from the focus up.

        If the focus or the screen has changed by then, or the screen `is_new`, wait also until it
        is laid out: some keys move by what is visible.
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
        """Return the screen in front, and the widget with the focus."""
        return (self.screen, self.focused) if self.screen_stack else (None, None)

    def _way(self) -> list[DOMNode]:
        """Return the nodes that a key passes through: from the focus up to the app."""
        screen, focused = self._place
        first = focused or screen or self
        return [*first.ancestors_with_self]

    async def _passed(self, node: DOMNode, later: Callable[[Callable[[], None]], bool]) -> None:
        """Wait until `later` calls back, unless the node is removed, or another screen covers it.

        A screen that is covered is not drawn, so what waits for that would wait for ever.
        """
        done = asyncio.Event()
        if not later(done.set):
            return
        while not done.is_set() and self.is_running and self._is_there(node):
            try:
                await asyncio.wait_for(done.wait(), LOOK_EVERY)
            except TimeoutError:
                continue

    def _is_there(self, node: DOMNode) -> bool:
        return node is self or (node.is_attached and self._place[0] is node.screen)


async def painted(node: MessagePump) -> None:
    """Wait until what has changed is painted, so that what is not in sight does not hold it up.

    It waits for a moment at most: behind another screen, nothing is painted.
    """
    done = asyncio.Event()
    if node.call_after_refresh(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), LOOK_EVERY)


async def finished(screen: Screen[Any], groups: Collection[str] | None = None) -> bool:
    """Wait for a screen's workers, or those of some `groups`; tell whether it waited."""
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
