"""``collab-tui new``, ``set``, ``unset``, ``rename``, ``merge`` and ``remove``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from collab_tui.console import fail, open_catalog, resolve_or_fail, tell
from collab_tui.options import RefText, Text, data_option
from collab_tui.places import config_file
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.keeping.draft import Draft
    from collab_tui.keeping.keeper import Keeper

ATTEMPTS = 5
"""How often a change is made from what the files say, if somebody else writes all the time."""

F = TypeVar("F", bound=Callable[..., Any])


def keeping(function: F) -> F:
    """Add ``-d`` and ``--dry-run`` to a command that changes files."""
    function = click.option(
        "--dry-run", is_flag=True, help="Print what would change, as a diff; write nothing."
    )(function)
    return click.pass_obj(data_option(made_anew(function)))  # type: ignore[return-value]


def made_anew(function: F) -> F:
    """Let a change be made again, from what the files say now, if somebody else wrote meanwhile."""

    @wraps(function)
    def command(*arguments: Any, **named: Any) -> Any:
        from collab_tui.keeping.writing import ChangedMeanwhileError

        for attempt in range(ATTEMPTS):
            try:
                return function(*arguments, **named)
            except ChangedMeanwhileError as error:
                if attempt == ATTEMPTS - 1:
                    fail(str(error), 1)
        return None

    return cast("F", command)


@contextmanager
def told() -> Iterator[None]:
    """Say in one line, or a few, why a change cannot be made, and exit.

    Raises:
        ChangedMeanwhileError: somebody else wrote: see `made_anew`.
    """
    from collab_tui.keeping.draft import BrokenError
    from collab_tui.keeping.errors import ConflictError, KeepError, NamedError
    from collab_tui.keeping.parts import EditError
    from collab_tui.keeping.paths import PathError
    from collab_tui.keeping.toml_text import value_text
    from collab_tui.keeping.writing import ChangedMeanwhileError, WriteError
    from collab_tui.render.problems import near, problem_lines

    try:
        yield
    except ChangedMeanwhileError:
        raise
    except BrokenError as error:
        fail(str(error), 1, *(line for one in error.problems for line in problem_lines(one)))
    except NamedError as error:
        lines = [f"{near(place)}: {ref}" for ref, place in error.places]
        fail(str(error), 1, *lines, "remove the references, too: --cascade")
    except ConflictError as error:
        lines = [
            f"{one.path}: ref has {value_text(one.gone, None)}, into has"
            f" {value_text(one.stays, None)}"
            for one in error.conflicts
        ]
        fail(str(error), 1, *lines, "choose: --prefer into, --prefer ref, or --prefer FIELD=ref")
    except (KeepError, WriteError, EditError) as error:
        fail(str(error), 1)
    except PathError as error:
        fail(str(error), 2)


def keeper_of(inherited: tuple[Path, ...], data: tuple[Path, ...]) -> Keeper:
    """Open the registry to change it."""
    from collab_tui.keeping.keeper import Keeper

    return Keeper(open_catalog(inherited, data, quiet=True))


def registry_of_files(
    inherited: tuple[Path, ...], data: tuple[Path, ...], files: Sequence[Path]
) -> tuple[tuple[Path, ...], Sequence[Path]]:
    """Return the registry that was given, or that of the files, and the files that belong to it.

    Others, such as the pyproject.toml of a repository, are named and left out: see `gate.choosing`.
    If that leaves none, there is nothing to do, and this ends the command.
    """
    from collab_tui.gate.choosing import registry_of

    for file in files:
        if not file.exists():
            fail(f"{file} does not exist; name files of the registry", 2)
    if inherited or data or not files:
        return data, files
    roots = {file: registry_of(file) for file in files}
    for file in (file for file, root in roots.items() if root is None):
        tell(f"{file} belongs to no registry; it is left out")
    found = {root for root in roots.values() if root is not None}
    if len(found) > 1:
        names = " and ".join(sorted(map(str, found)))
        fail(f"the files are of several registries: {names}; name those of one", 2)
    if not found:
        raise click.exceptions.Exit(0)
    return (*found,), [file for file, root in roots.items() if root is not None]


def finish(draft: Draft, *, dry_run: bool) -> None:
    """Print a draft as a diff, or write it and name the files."""
    from collab_tui.keeping.draft import BrokenError
    from collab_tui.registry.problems import Place, Severity
    from collab_tui.render.problems import near, problem_lines
    from collab_tui.render.words import clean

    changes = draft.changes
    if not changes:
        tell("nothing changes")
        return
    if dry_run:
        click.echo("".join(f"{clean(line)}\n" for line in draft.diff().splitlines()), nl=False)
        problems = draft.problems()
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise BrokenError([p for p in problems if p.severity is Severity.ERROR])
    else:
        problems = draft.write()
    for problem in problems:
        for line in problem_lines(problem):
            tell(line)
    if not dry_run:
        for path in changes:
            tell(f"wrote {near(Place(str(path)))}")


def ref_of(catalog: Catalog, text: str) -> Ref:
    """Return the ref of the record that `text` names, or exit."""
    return catalog.rows([resolve_or_fail(catalog, text)])[0].ref


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
        field, _, which = text.rpartition("=")
        if which not in ("ref", "into"):
            raise click.UsageError(f"--prefer {text}: write ref, into, or FIELD=ref")
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
