"""The codes of all checks: those of a registry, and those of its links."""

from __future__ import annotations

from collections.abc import Iterable

from collab_tui.catalog.checks import BY_CODE
from collab_tui.gate import linked
from collab_tui.language import _
from collab_tui.suggest import did_you_mean

ALL = {**BY_CODE, **linked.BY_CODE}
"""Every check, with those of links."""


class UnknownCodeError(ValueError):
    """A code that no check has. The message names the most similar one."""


def known_codes(codes: Iterable[str]) -> frozenset[str]:
    """Return codes. One text may have several, separated by commas.

    Raises:
        UnknownCodeError: no check has one of them.
    """
    found = [code.strip() for text in codes for code in text.split(",") if code.strip()]
    for code in found:
        if code not in ALL:
            hint = did_you_mean(code, ALL) or _("collab-tui check --explain all lists them")
            raise UnknownCodeError(_("there is no check '{code}'; {hint}", code=code, hint=hint))
    return frozenset(found)
