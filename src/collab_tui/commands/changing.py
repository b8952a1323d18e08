"""What the commands share that change files: opening, saying why not, writing, naming files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from collab_tui.console import fail, open_catalog, resolve_or_fail, tell
from collab_tui.language import _, all_of
from collab_tui.options import data_option
from collab_tui.records.kinds import Ref

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
        fail(str(error), 1, *lines, _("remove the references, too: --cascade"))
    except ConflictError as error:
        lines = [
            _(
                "{field}: ref has {gone}, into has {stays}",
                field=one.path,
                gone=value_text(one.gone, None),
                stays=value_text(one.stays, None),
            )
            for one in error.conflicts
        ]
        choose = _("choose: --prefer into, --prefer ref, or --prefer FIELD=ref")
        fail(str(error), 1, *lines, choose)
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
            fail(_("{file} does not exist; name files of the registry", file=file), 2)
    if inherited or data or not files:
        return data, files
    roots = {file: registry_of(file) for file in files}
    for file in (file for file, root in roots.items() if root is None):
        tell(_("{file} belongs to no registry; it is left out", file=file))
    found = {root for root in roots.values() if root is not None}
    if len(found) > 1:
        names = all_of(sorted(map(str, found)))
        fail(_("the files are of several registries: {names}; name those of one", names=names), 2)
    if not found:
        raise click.exceptions.Exit(0)
    return (*found,), [file for file, root in roots.items() if root is not None]


def finish(draft: Draft, *, dry_run: bool) -> None:
    """Print a draft as a diff, or write it and name the files."""
    from collab_tui.keeping.draft import BrokenError
    from collab_tui.registry.problems import Place, Severity
    from collab_tui.render.problems import near, problem_lines
    from collab_tui.render.words import clean_lines

    changes = draft.changes
    if not changes:
        tell(_("nothing changes"))
        return
    if dry_run:
        click.echo(clean_lines(draft.diff()), nl=False)
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
            tell(_("wrote {path}", path=near(Place(str(path)))))


def ref_of(catalog: Catalog, text: str) -> Ref:
    """Return the ref of the record that `text` names, or exit."""
    return catalog.shown.rows([resolve_or_fail(catalog, text)])[0].ref
