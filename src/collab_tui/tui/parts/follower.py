"""The follower keeps the catalog up to date with the files, and reports changes."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.dom import DOMNode
from textual.worker import WorkType

from collab_tui.catalog.keeping import AfterDamage
from collab_tui.language import _
from collab_tui.tui.notices import what_changed

if TYPE_CHECKING:
    from collab_tui.catalog.building.progress import Progress
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.keeping import AsItIs
    from collab_tui.tui.answering import Registry
    from collab_tui.tui.searcher import Searcher

PATIENCE = 0.5
"""Seconds after which a reading shows its progress."""

LOOK_EVERY = 1.0
"""Seconds between the end of one look for changed files and the next."""

EXAMINE_EVERY = 600.0
"""Seconds between looks for damage in the whole catalog."""


class Listener(Protocol):
    """Receives reports about a registry."""

    def registry_begun(self) -> None:
        """The registry was read for the first time."""

    def registry_changed(self) -> None:
        """It was read again: records may have changed."""

    def registry_same(self) -> None:
        """Nothing changed in the files, but the catalog may have been replaced."""

    def registry_known(self, registry: Registry) -> None:
        """Its title and the number of its problems are known."""

    def registry_progress(self, words: str) -> None:
        """The progress of a long reading."""


class Follower:
    """Follows the files of a registry."""

    def __init__(
        self, node: DOMNode, listener: Listener, catalog: Catalog, searcher: Searcher
    ) -> None:
        """Run workers of `node`, and report to `listener`."""
        self._node = node
        self._listener = listener
        self._catalog = catalog
        self._searcher = searcher
        self.has_begun = False
        """Whether the registry was read."""
        self.problems = 0
        self._told: AsItIs | None = None
        """The state of the catalog of which the listener was told last."""
        # The event loop builds no catalog: if it meets damage, an empty one answers.
        catalog.after_damage = AfterDamage.ASK_EMPTY
        searcher.on_trouble = self._say_trouble
        self._notices_said = len(catalog.notices)
        self._examine_at = 0.0

    def begin(self) -> None:
        """Start at once if there is a catalog, else when the registry is read."""
        if self._catalog.is_built():
            self._begin()
        else:
            self._listener.registry_progress(_("reading the registry …"))
            self.refresh()

    def _begin(self) -> None:
        self.has_begun = True
        self._told = self._catalog.as_it_is()
        self._listener.registry_begun()

    def complete(self) -> None:
        """Report what the first screen left out, and look for changed files from now on."""
        complete: WorkType[None] = self._complete
        self._node.run_worker(complete)

    async def _complete(self) -> None:
        await self._note_registry()
        self._look()

    def load_ahead(self) -> None:
        """Load what searching needs, as nothing else is to be shown."""
        self._node.run_worker(_load_ahead, thread=True)

    def refresh(self, asked: bool = False) -> None:
        """Read what changed on disk and report it. If `asked`, also report that nothing changed."""
        # No coroutine: a worker that ends before it began would leave it behind.
        refresh: WorkType[None] = partial(self._refresh, asked)
        self._node.run_worker(refresh, exclusive=True, group="refresh")

    async def read_own(self) -> None:
        """Read what the explorer itself wrote. Nothing is reported before `tell`."""
        await self._searcher.refresh(self._tell_progress)
        self._told = await self._searcher.as_it_is()
        await self._note_registry()

    def tell(self) -> None:
        """Report that records may have changed."""
        self._listener.registry_changed()

    async def _refresh(self, asked: bool) -> None:
        before = self.problems
        refreshed = await self._searcher.refresh(self._tell_progress)
        self._say_notices()
        if refreshed is None:
            if not (self.has_begun or self._searcher.is_closing):
                self._node.set_timer(LOOK_EVERY, self.refresh)
            return
        if not self.has_begun:
            self._begin()
            return
        self._told = await self._searcher.as_it_is()
        await self._note_registry()
        notice = what_changed(refreshed, self.problems - before)
        if asked and not notice:
            notice = _("The registry was read again: nothing changed")
        if notice:
            self._node.app.notify(notice, timeout=4)
        self._listener.registry_changed()

    def _look(self) -> None:
        """Read the registry again if somebody changed it, and look again later.

        The next look waits for the end of this one, because it would stop it.
        """
        looked: WorkType[None] = self._looked
        self._node.run_worker(looked, exclusive=True, group="watch")

    async def _looked(self) -> None:
        now = time.monotonic()
        looks = now >= self._examine_at
        if looks:
            self._examine_at = now + EXAMINE_EVERY
        await self._searcher.keep_whole(looks=looks)
        self._say_notices()
        if not await self._searcher.is_fresh():
            self.refresh()
        elif self.has_begun:
            await self._note_state()
            self._listener.registry_same()
        self._node.set_timer(LOOK_EVERY, self._look)

    async def _note_state(self) -> None:
        """Report if another process brought the catalog up to date, or if a new day began."""
        now = await self._searcher.as_it_is()
        if now not in (None, self._told):
            self._told = now
            await self._note_registry()
            self._listener.registry_changed()

    async def _note_registry(self) -> None:
        found = await self._searcher.registry()
        if found is not None:
            self.problems = found.problems
            self._listener.registry_known(found)

    def _tell_progress(self, progress: Progress) -> None:
        if progress.seconds >= PATIENCE:
            self._listener.registry_progress(str(progress))

    def _say_trouble(self, trouble: str) -> None:
        """Show why the registry cannot be read. The lists stay as they are."""
        words = _(
            "The registry cannot be read: {reason}. The lists show what was last "
            "read. Another try follows.",
            reason=trouble,
        )
        self._node.app.notify(
            words,
            severity="error",
        )

    def _say_notices(self) -> None:
        """Show messages about where the catalog is kept, as soon as they change."""
        for notice in self._catalog.notices[self._notices_said :]:
            self._notices_said += 1
            self._node.app.notify(notice, severity="warning")


def _load_ahead() -> None:
    """Load the modules that searching needs, before the first key is typed."""
    import collab_tui.catalog.facets
    import collab_tui.catalog.search
    import collab_tui.catalog.why
    import collab_tui.query.edit
    import collab_tui.tui.opened  # noqa: F401
