"""``collab-tui check``: finds what is wrong in a registry, as a gate for changes, and fixes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui import __version__
from collab_tui.commands.changing import made_anew, registry_of_files
from collab_tui.console import fail, open_catalog, tell
from collab_tui.language import _, _n
from collab_tui.options import data_option

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.gate.choosing import Choice
    from collab_tui.registry.problems import Problem


def _explain(context: click.Context, _parameter: click.Parameter, code: str | None) -> None:
    """Print what the check `code` means, and stop."""
    if code is None:
        return
    from collab_tui.catalog.checks import CHECKS
    from collab_tui.gate.codes import ALL
    from collab_tui.render.checks import as_markdown, explained
    from collab_tui.suggest import did_you_mean

    if code == "all":
        click.echo(as_markdown(CHECKS), nl=False)
    elif code in ALL:
        click.echo(explained(ALL[code]), nl=False)
    else:
        hint = did_you_mean(code, ALL) or _("the checks are: {checks}", checks=", ".join(ALL))
        fail(_("there is no check '{code}'", code=code), 2, hint)
    context.exit()


@click.command(
    epilog="""\b
Examples:
  collab-tui check -d my-registry --strict
  collab-tui check agreements/new.toml                  the files of a change, in their registry
  collab-tui check --ignore unsourced,supports-nothing --summary
  collab-tui check --write-baseline known.json          then: --baseline known.json
  collab-tui check --fix --dry-run
  collab-tui check -f sarif > check.sarif

\b
A registry says which checks count:              [registry.check]
                                                 ignore = ["unsourced"]
A comment at the end of a line does the same:    # check: ignore bad-url

\b
Exit codes: 0 nothing fails; 1 errors, or with --strict warnings; 2 misuse.
""",
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path))
@data_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif", "junit"]),
    default="text",
    show_default=True,
)
@click.option("--strict", is_flag=True, help="Warnings also make the check fail.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Leave out a check, or several.")
@click.option("--select", multiple=True, metavar="CODE", help="Report only these checks.")
@click.option("--summary", is_flag=True, help="Print the number of problems of each check.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Report only problems that are not in this file, written by --write-baseline.",
)
@click.option(
    "--write-baseline",
    "new_baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the present problems to a file, and succeed.",
)
@click.option(
    "--links", is_flag=True, help="Ask each web address, too; answers are kept for a week."
)
@click.option("--fix", is_flag=True, help="First fix what is certain, and say what was done.")
@click.option("--dry-run", is_flag=True, help="With --fix: print what would be fixed, as a diff.")
@click.option(
    "--explain",
    metavar="CODE",
    callback=_explain,
    is_eager=True,
    expose_value=False,
    help="Explain a check and what to do; 'all' prints the page of all checks.",
)
@click.pass_obj
def check(
    inherited: tuple[Path, ...],
    files: tuple[Path, ...],
    data: tuple[Path, ...],
    form: str,
    strict: bool,
    ignore: tuple[str, ...],
    select: tuple[str, ...],
    summary: bool,
    baseline: Path | None,
    new_baseline: Path | None,
    links: bool,
    fix: bool,
    dry_run: bool,
) -> None:
    """Report everything that is wrong in a registry, or in FILES of it; exit with 1 if there are
    errors.

    Without -d, the registry of FILES is the nearest folder above them whose own files have a
    [registry] table.
    """
    if dry_run and not fix:
        raise click.UsageError(_("--dry-run only goes with --fix"))
    if summary and form != "text":
        raise click.UsageError(_("--summary prints only text: leave out --format"))
    data, named = registry_of_files(inherited, data, files)
    catalog = open_catalog(inherited, data, quiet=True)
    if fix:
        _mend(catalog, named, dry_run=dry_run)
        if dry_run:
            return
    choice, is_strict = _choice(catalog, named, ignore, select)
    found = catalog.problems.all(is_thorough=True)
    if links:
        found = sorted([*found, *_dead_links(catalog, choice)], key=_order)
    problems = choice.of(found)
    if new_baseline is not None:
        _write_baseline(problems, new_baseline)
        return
    if baseline is not None:
        problems = _new_since(problems, baseline)
    _report(catalog, problems, form, summary=summary)
    errors = any(problem.severity == "error" for problem in problems)
    if errors or ((strict or is_strict) and problems):
        sys.exit(1)


def _choice(
    catalog: Catalog, files: Sequence[Path], ignore: Sequence[str], select: Sequence[str]
) -> tuple[Choice, bool]:
    """Return what counts, by the registry's settings and the options, and whether it is strict."""
    from collab_tui.gate.choosing import Choice, own_choice
    from collab_tui.gate.codes import UnknownCodeError, known_codes

    try:
        own, asked = own_choice(catalog), known_codes(select)
        ignored = (own.ignored | known_codes(ignore)) - asked
    except UnknownCodeError as error:
        fail(str(error), 2)
    named = frozenset(map(os.path.realpath, files)) if files else None
    is_strict = bool(catalog.about.checking().get("strict"))
    return Choice(ignored, asked or own.selected, named), is_strict


def _order(problem: Problem) -> tuple[str, bool, int, int]:
    place = problem.place
    is_inside = not problem.check.is_of_file
    return place.file, is_inside, place.line or 0, place.column or 0


def _dead_links(catalog: Catalog, choice: Choice) -> list[Problem]:
    """Ask the web addresses of what is checked, and say on a terminal how far that is."""
    from collab_tui.gate.linked import link_problems
    from collab_tui.gate.links import Asker, Memory
    from collab_tui.places import cache_folder

    def say(done: int, of: int) -> None:
        if sys.stderr.isatty():
            words = _("{done} of {total} addresses", done=done, total=of)
            click.echo(f"\r\x1b[K{words}", nl=False, err=True)

    try:
        memory = Memory(cache_folder() / "links.json")
        return link_problems(catalog, memory, Asker(), choice.files, say)
    finally:
        if sys.stderr.isatty():
            click.echo("\r\x1b[K", nl=False, err=True)


def _report(catalog: Catalog, problems: list[Problem], form: str, *, summary: bool) -> None:
    from collab_tui.render import problem_forms
    from collab_tui.render import problems as render

    forms: dict[str, Callable[[Sequence[Problem]], str]] = {
        "text": problem_forms.as_summary if summary else render.as_text,
        "json": render.as_json,
        "github": render.as_github,
        "sarif": partial(problem_forms.as_sarif, version=__version__),
        "junit": problem_forms.as_junit,
    }
    click.echo(forms[form](problems), nl=False)
    errors = sum(problem.severity == "error" for problem in problems)
    if form == "text":
        tell(render.tally(catalog.counts(), errors, len(problems) - errors))


def _write_baseline(problems: list[Problem], path: Path) -> None:
    from collab_tui.gate.baseline import as_baseline
    from collab_tui.outgoing.writing import ExportError, write_file

    try:
        write_file(path, as_baseline(problems, path.absolute().parent), replace=True)
    except ExportError as error:
        fail(str(error), 1)
    count = len(problems)
    tell(_n("wrote {path}: {count} problem", "wrote {path}: {count} problems", count, path=path))


def _new_since(problems: list[Problem], path: Path) -> list[Problem]:
    from collab_tui.gate.baseline import BaselineError, compare

    try:
        new, gone = compare(problems, path)
    except BaselineError as error:
        fail(str(error), 2)
    if gone:
        tell(
            _n(
                "{count} problem of {path} is gone; write it again to keep it true",
                "{count} problems of {path} are gone; write it again to keep it true",
                gone,
                path=path,
            )
        )
    return new


@made_anew
def _mend(catalog: Catalog, files: Sequence[Path], *, dry_run: bool) -> None:
    """Fix what is certain, and report each change on stderr."""
    from collab_tui.commands.changing import finish, told
    from collab_tui.keeping.files import fix_files
    from collab_tui.keeping.keeper import Keeper
    from collab_tui.keeping.toml_text import value_text

    with told():
        draft, mended = fix_files(Keeper(catalog), files)
        for ref, one in mended:
            name = ".".join(map(str, one.path))
            after = _("taken out") if one.after is None else f"→ {value_text(one.after, None)}"
            tell(f"{ref}: {name}: {value_text(one.before, None)} {after}")
        finish(draft, dry_run=dry_run)
    if not dry_run:
        catalog.refresh()
