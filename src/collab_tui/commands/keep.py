"""``collab-tui new``, ``set``, ``unset``, ``rename``, ``merge`` and ``remove``."""

from __future__ import annotations

from pathlib import Path

import click

from collab_tui.commands.changing import finish, keeper_of, keeping, ref_of, told
from collab_tui.console import fail
from collab_tui.keeping.merging import GONE, STAYS
from collab_tui.language import _
from collab_tui.options import RefText, Text
from collab_tui.places import config_file
from collab_tui.records.kinds import Kind, Ref


@click.command(
    "new",
    epilog="""\b
Examples:
  collab-tui new institution --set 'name=Ruijin Hospital' --set country=CN
  collab-tui new agreement --set 'name=Joint centre' --set type=joint-centre \\
      --set participants.nuh.role=lead --set dates.signed=2025-10 --file agreements/new.toml
""",
)
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    type=Text(),
    help="A field of the record; see 'set'.",
)
@click.option(
    "--file", type=click.Path(path_type=Path), help="The file of the registry to write it into."
)
@keeping
def new(
    inherited: tuple[Path, ...],
    kind: str,
    settings: tuple[str, ...],
    file: Path | None,
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Add a record of KIND, and print its ref.

    Without an id, it gets one made from its name. Without a file, it goes where most records of its
    kind (and country) are.
    """
    with told():
        ref, draft = keeper_of(inherited, data).new(Kind.named(kind), settings, file)
        finish(draft, dry_run=dry_run)
        if not dry_run:
            click.echo(str(ref))


@click.command(
    "set",
    epilog="""\b
Examples:
  collab-tui set agreement/ssmic status=active dates.start=2025-10-15
  collab-tui set institution/nuh 'name.zh-Hans=新加坡国立大学医院' identifiers.ror=04fp9fm22
  collab-tui set agreement/ssmic participants.nuh.role=lead focus_areas+=oncology
  collab-tui set agreement/ssmic 'milestones+={ date = 2025-10-15, event = "Opened" }'

Name a part of a list by its key, as evidence does: participants.nuh,
facts.beds. += adds to a list, -= removes from it. Ids and values of a list may be separated by
commas; tables are written as in TOML.
""",
)
@click.argument("ref", type=RefText())
@click.argument("settings", nargs=-1, required=True, metavar="FIELD=VALUE...", type=Text())
@keeping
def set_fields(
    inherited: tuple[Path, ...],
    ref: str,
    settings: tuple[str, ...],
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Set fields of the record REF; the rest of its file stays as it is."""
    with told():
        keeper = keeper_of(inherited, data)
        finish(keeper.set(ref_of(keeper.catalog, ref), settings), dry_run=dry_run)


@click.command("unset")
@click.argument("ref", type=RefText())
@click.argument("fields", nargs=-1, required=True, metavar="FIELD...", type=Text())
@keeping
def unset(
    inherited: tuple[Path, ...],
    ref: str,
    fields: tuple[str, ...],
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Remove fields from the record REF, or parts of them, such as participants.nuh."""
    with told():
        keeper = keeper_of(inherited, data)
        finish(keeper.unset(ref_of(keeper.catalog, ref), fields), dry_run=dry_run)


@click.command("rename")
@click.argument("old", type=RefText())
@click.argument("new_ref", metavar="NEW", type=Text())
@keeping
def rename(
    inherited: tuple[Path, ...], old: str, new_ref: str, data: tuple[Path, ...], dry_run: bool
) -> None:
    """Give the record OLD the id of NEW (kind/id), in every file that names it.

    What evidence supports, and the kept queries of the config file, are also changed.
    """
    with told():
        keeper = keeper_of(inherited, data)
        ref = ref_of(keeper.catalog, old)
        renamed = _ref(new_ref, ref.kind)
        finish(keeper.rename(ref, renamed, config_file()), dry_run=dry_run)


def _ref(text: str, kind: Kind) -> Ref:
    """Return the ref that `text` is; an id without a kind is of `kind`."""
    try:
        return Ref.parse(text) if "/" in text else Ref(kind, text)
    except ValueError as error:
        fail(str(error), 2)


@click.command("merge")
@click.argument("ref", type=RefText())
@click.argument("into", type=RefText())
@click.option(
    "--prefer",
    multiple=True,
    metavar="[FIELD=]ref|into",
    help="Which of the two is right if they disagree: always, or for one field.",
)
@keeping
def merge(
    inherited: tuple[Path, ...],
    ref: str,
    into: str,
    prefer: tuple[str, ...],
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Make one record of REF and INTO: REF is removed, and what named it names INTO.

    Fields are joined. The id and the names of REF stay as aliases. Conflicts are listed.
    """
    chosen: dict[str, str] = {}
    for text in prefer:
        field, _sign, which = text.rpartition("=")
        if which not in (GONE, STAYS):
            message = _("--prefer {text}: write ref, into, or FIELD=ref", text=text)
            raise click.UsageError(message)
        chosen[field] = which
    with told():
        keeper = keeper_of(inherited, data)
        gone, stays = (ref_of(keeper.catalog, text) for text in (ref, into))
        finish(keeper.merge(gone, stays, chosen, config_file()), dry_run=dry_run)


@click.command("remove")
@click.argument("ref", type=RefText())
@click.option("--cascade", is_flag=True, help="Also remove what names it in other records.")
@keeping
def remove(
    inherited: tuple[Path, ...], ref: str, cascade: bool, data: tuple[Path, ...], dry_run: bool
) -> None:
    """Remove the record REF. This is refused while other records name it."""
    with told():
        keeper = keeper_of(inherited, data)
        finish(keeper.remove(ref_of(keeper.catalog, ref), cascade=cascade), dry_run=dry_run)
