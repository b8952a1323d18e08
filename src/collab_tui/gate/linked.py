"""The web addresses of a registry, and what is wrong with those that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from collab_tui.gate.links import Answer, Asker, Memory
from collab_tui.language import _, _later
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind
from collab_tui.registry.positions import locate
from collab_tui.registry.problems import Check, Place, Problem, Severity, Words

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog


def _because(hint: str) -> dict[str, Words]:
    """Return the words for each reason why an address does not lead to a page."""
    return {
        "": Words("{url}: {detail}", hint),  # the words of the system
        "name": Words(_later("{url}: its name does not resolve"), hint),
        "slow": Words(_later("{url}: no answer within {detail} seconds"), hint),
        "status": Words(_later("{url}: answered {detail}"), hint),
        "endless": Words(_later("{url}: leads on and on"), hint),
        "foreign": Words(
            _later("{url}: leads to {detail}, which is not an address of the web"), hint
        ),
    }


LINK_DEAD = Check(
    code="link-dead",
    severity=Severity.WARNING,
    means=_("A web address leads nowhere: its host is not there, or has no such page (404, 410)."),
    remedy=_("Look for the page's new address, or for a copy in a web archive."),
    example=None,
    words=_because(_later("look for its new address, or for a copy in a web archive")),
)
LINK_MOVED = Check(
    code="link-moved",
    severity=Severity.WARNING,
    means=_("A web address has moved for good (301, 308)."),
    remedy=_("Write the address that it leads to, if that is the same page."),
    example=None,
    words=Words(_later("{url} has moved"), _later("it leads to {detail}")),
)
LINK_FAILED = Check(
    code="link-failed",
    severity=Severity.WARNING,
    means=_("A web address was tried several times. The server failed, or did not answer."),
    remedy=_("Try again another day."),
    example=None,
    words=_because(_later("try again another day")),
)
CHECKS = (LINK_DEAD, LINK_MOVED, LINK_FAILED)
"""Those of ``check --links``."""

BY_CODE = {check.code: check for check in CHECKS}
_BY_STATE = {"dead": LINK_DEAD, "moved": LINK_MOVED, "failed": LINK_FAILED}


def addresses(catalog: Catalog) -> list[tuple[str, Place]]:
    """Return every web address of the records of a registry, and its place."""
    found: list[tuple[str, Place]] = []
    fields = {kind: [f for f in DECLARED[kind].fields if f.sort is Sort.URL] for kind in Kind}
    for kind, numbers in catalog.everything(Kind).items():
        for whole in catalog.shown.whole(list(numbers)):
            for field in fields[kind]:
                for path, _table, value in field.found(whole.document):
                    url = value.get(field.inner) if isinstance(value, dict) else value
                    place = catalog.place(whole.n, path)
                    if isinstance(url, str) and place is not None:
                        found.append((url, place))
    return found


def link_problems(
    catalog: Catalog,
    memory: Memory,
    asker: Asker,
    files: Iterable[str] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> list[Problem]:
    """Ask the web addresses of a registry, or of some of its files; return what is wrong.

    `tell` is called with how many were asked, and how many there are.
    """
    named = None if files is None else frozenset(files)
    places = [one for one in addresses(catalog) if named is None or one[1].file in named]
    urls = list(dict.fromkeys(url for url, _ in places))
    answers: dict[str, Answer] = memory.fresh(urls)
    left = [url for url in urls if url not in answers]
    fresh: dict[str, Answer] = {}
    try:
        for url, answer in asker.ask_all(left):
            fresh[url] = answer
            if tell is not None:
                tell(len(fresh), len(left))
    finally:
        memory.keep(fresh)  # also the answers before somebody stopped it
    answers |= fresh
    return locate(
        _BY_STATE[answer.state].at(place, answer.case, url=url, detail=answer.detail)
        for url, place in places
        if (answer := answers[url]).state in _BY_STATE
    )
