"""A question of a form: what is offered, what typed text means, what taking it does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, TypeAlias

from collab_tui.forms.offers import Offer
from collab_tui.registry.problems import KeyPath

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

Next: TypeAlias = "Ask | KeyPath"
"""What comes after something was taken: another question, or the row to go to."""


class Ask(ABC):
    """One question."""

    title: str
    help: str
    text: str = ""
    """What the answer begins with."""
    present: str = ""
    """What is there now."""
    stays: bool = False
    """Whether it goes on after something was taken."""

    @abstractmethod
    def offers(self, catalog: Catalog, typed: str) -> list[Offer]:
        """Return what can be chosen. This may take a while."""

    def first(self, found: list[Offer], typed: str) -> int | None:
        """Return the number of the offer that Enter takes at once; None if it takes the text."""
        return 0 if found else None

    def reads(self, typed: str) -> str:
        """Return how a text will be read; empty if that is plain, or the offers have names.

        Raises:
            PathError: it is not a value. The message says what to write.
        """
        return ""

    @abstractmethod
    def take(self, typed: str, offer: Offer | None) -> Next:
        """Take an offer or the text.

        Raises:
            PathError: it cannot be taken. The message says why.
        """
