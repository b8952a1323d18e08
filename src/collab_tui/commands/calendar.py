"""``collab-tui calendar``: coming dates, for Outlook, Thunderbird and phones."""

from __future__ import annotations

import click

from collab_tui.commands.asking import Asked, asking
from collab_tui.console import fail
from collab_tui.formats import COMING
from collab_tui.options import QueryCommand
from collab_tui.outgoing.libraries import LibraryMissingError


@click.command(
    cls=QueryCommand,
    epilog="""\b
Examples:
  collab-tui calendar -o ends.ics
  collab-tui calendar -o ours.ics 'with:nuh' --force
""",
)
@asking(COMING)
def calendar(asked: Asked) -> None:
    """Write the coming dates of the agreements that QUERY finds, as an iCalendar file.

    These are ends, last days for notice, and milestones, each with a reminder.
    """
    from collab_tui.outgoing.calendar import as_ics

    catalog, numbers = asked.find()
    try:
        text = as_ics(catalog, numbers)
    except LibraryMissingError as error:
        fail(str(error), 2)
    asked.write([text])
