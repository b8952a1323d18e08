"""The commands that bring data in: ``import table``, ``import ror``, ``reconcile``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui.commands import Group
from collab_tui.commands.progress import OF_THE_DUMP, progress
from collab_tui.config import first_unusable
from collab_tui.console import fail, settings_or_fail, tell
from collab_tui.language import _
from collab_tui.options import data_option
from collab_tui.render.words import clean, clean_lines

if TYPE_CHECKING:
    from collab_tui.importing.file import UpdatedFile
    from collab_tui.importing.report import Report


@click.group(name="import", cls=Group)
def import_() -> None:
    """Bring spreadsheets and ROR into a file of a registry.

    If FILE exists, it is updated: what people wrote in it stays.
    """


output_option = click.option(
    "-o",
    "--output",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. If it exists, it is updated.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Print the report and a diff, and write nothing."
)


@import_.command(
    name="table",
    epilog="""\b
Examples:
  collab-tui import table list.csv --suggest > map.toml
  collab-tui import table list.csv --map map.toml -o agreements.toml --dry-run
  collab-tui import table list.xlsx --map map.toml -o registry/agreements.toml -d registry

\b
A map, in short:
  kind = "agreement"
  id = "iiti-{Region}-{S.No.}"         # headings in braces; without this line, the name
  empty = ["", "-", "n/a"]             # cells that say nothing
  [constants]                          # the same for every row
  participants = [{ institution = "iit-indore" }]
  [columns]
  "Title" = "name"
  "Partner" = "participants.institution"
  "Country" = "participants.institution.country"
  "Nature" = { to = "type", values = { MoU = "mou" }, otherwise = "other" }
  "Signed on" = { to = "dates.signed", dates = ["%d/%m/%Y"] }
""",
)
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--map",
    "map_path",
    metavar="MAP.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Which column goes where.",
)
@click.option("--suggest", is_flag=True, help="Print a first map, guessed from the table.")
@click.option("--sheet", metavar="NAME", help="The sheet of XLSX, if not the one that holds most.")
@output_option
@data_option
@dry_run_option
@click.pass_obj
def table_command(
    inherited: tuple[Path, ...],
    path: Path,
    map_path: Path | None,
    suggest: bool,
    sheet: str | None,
    output: Path | None,
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Bring the rows of FILE (.csv, .tsv, .xlsx) into a file of a registry.

    Names in cells are matched to the records of the registry (-d) and of the file that is written.
    A cell that does not fit is kept in the record's 'extra'; no row is lost.
    """
    from collab_tui.importing.cells import Reading, TableError
    from collab_tui.importing.file import FileError, UpdatedFile
    from collab_tui.importing.mapping import MapError, read_map
    from collab_tui.importing.reading import read_table
    from collab_tui.importing.table import SOURCE, head, import_table

    try:
        if suggest:
            from collab_tui.importing.suggesting import suggested_map

            table = read_table(path, Reading(sheet=sheet))
            click.echo(clean_lines(suggested_map(table, path.name)), nl=False)
            return
        if map_path is None or output is None:
            raise click.UsageError(_("give --map and -o, or --suggest for a first map"))
        layers = _layers(inherited, data, output)
        mapping = read_map(map_path)
        reading = mapping.reading if sheet is None else replace(mapping.reading, sheet=sheet)
        table = read_table(path, reading)
        file = UpdatedFile(output, SOURCE, head(path.name))
        with progress(_("{done} of {total} rows")) as show:
            report = import_table(table, mapping, file, layers, path.name, show)
    except (TableError, MapError, FileError) as error:
        fail(str(error), 2)
    finish(file, report, dry_run)


@import_.command(
    name="ror",
    epilog="""\b
Examples:
  collab-tui import ror v1.60-2025-03-27-ror-data.zip -o institutions.toml --country SG
  collab-tui import ror ror.json.gz -o institutions.toml --ids ids.txt --matching names.txt
  collab-tui import ror newer.zip -o institutions.toml --country SG --dry-run
""",
)
@click.argument("dump", metavar="DUMP", type=click.Path(path_type=Path, dir_okay=False))
@output_option
@click.option(
    "--country",
    "countries",
    metavar="CC",
    multiple=True,
    help="Only organisations of this country, by code or name.",
)
@click.option(
    "--ids",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only these organisations: a file with one ROR id a line.",
)
@click.option(
    "--matching",
    metavar="NAMES.txt",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only organisations with these names: a file with one name a line.",
)
@data_option
@dry_run_option
@click.pass_obj
def ror_command(
    inherited: tuple[Path, ...],
    dump: Path,
    output: Path | None,
    countries: tuple[str, ...],
    ids: Path | None,
    matching: Path | None,
    data: tuple[Path, ...],
    dry_run: bool,
) -> None:
    """Bring organisations of ROR into a file of a registry.

    DUMP is ROR's own (schema 2): .json, .json.gz, or the .zip that ROR publishes. An institution's
    id is its ROR id. Relations are kept if both ends are imported or already there. With a newer
    dump, only what ROR changed is changed; what people changed stays, and is reported.
    """
    from collab_tui.importing.dump import DumpError
    from collab_tui.importing.file import FileError, UpdatedFile
    from collab_tui.importing.places import country_of
    from collab_tui.importing.ror_import import HEAD, SOURCE, import_ror
    from collab_tui.importing.selecting import selection

    if output is None:
        raise click.UsageError(_("say with -o which file to write"))
    codes = {text: country_of(text) for text in countries}
    unknown = next((text for text, code in codes.items() if code is None), None)
    if unknown is not None:
        message = _("'{name}' is not a country; give its code, such as SG", name=unknown)
        raise click.UsageError(message)
    layers = _layers(inherited, data, output)
    try:
        wanted = selection(frozenset(filter(None, codes.values())), ids, matching)
        file = UpdatedFile(output, SOURCE, HEAD)
        with progress(OF_THE_DUMP) as show:
            report = import_ror(dump, file, wanted, layers, lambda _: show)
    except (DumpError, FileError) as error:
        fail(str(error), 2)
    finish(file, report, dry_run)


@click.command(
    epilog="""\b
Examples:
  collab-tui reconcile ror-data.zip -d registry
  collab-tui reconcile ror-data.zip -d registry --write
  collab-tui reconcile ror-data.zip -d registry --measure

\b
=  certain: the name, and the country or the web address, and no other one comes near
?  doubtful: up to three candidates, the most similar first
""",
)
@click.argument("dump", metavar="DUMP", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@click.option("--write", "is_write", is_flag=True, help="Write the certain ids into the files.")
@click.option(
    "--measure",
    "is_measure",
    is_flag=True,
    help="Hide the known ids, and say how well they are found.",
)
@click.pass_obj
def reconcile(
    inherited: tuple[Path, ...],
    dump: Path,
    data: tuple[Path, ...],
    is_write: bool,
    is_measure: bool,
) -> None:
    """Find the ROR ids of the institutions that have none.

    DUMP is ROR's own (schema 2). Candidates are scored by names, aliases, acronyms, country, city
    and web address. Only certain ids can be written; doubtful ones are listed.
    """
    from collab_tui.config import registry_layers
    from collab_tui.importing import reconciling
    from collab_tui.importing.dump import DumpError
    from collab_tui.importing.file import FileError

    layers = _layers(inherited, data)
    if is_write and not layers:
        raise click.UsageError(_("say with -d which registry to write to"))
    layers = layers or tuple(registry_layers((), settings_or_fail()))
    try:
        with progress(OF_THE_DUMP) as show:
            if is_measure:
                lines = list(reconciling.measure(dump, layers, lambda _: show).lines())
            else:
                found = reconciling.reconcile(dump, layers, lambda _: show)
                lines = list(found.lines())
        for line in lines:
            click.echo(clean(line))
        files = list(reconciling.write(found, layers)) if is_write and not is_measure else []
    except (DumpError, FileError) as error:
        fail(str(error), 2)
    for file in files:
        for line in file.left:
            click.echo(clean(line))
        if file.is_changed:
            _write(file)


def _layers(
    inherited: tuple[Path, ...], data: tuple[Path, ...], output: Path | None = None
) -> tuple[Path, ...]:
    """Return the registry that was given; if none was, only the written file counts.

    The folder of the written file need not exist: the first import makes it.
    """
    made = output.absolute().parents if output is not None else ()
    named = tuple(one for one in (*inherited, *data) if one.exists() or one.absolute() not in made)
    wrong = first_unusable(named)
    if wrong is not None:
        fail(wrong, 2)
    return named


def finish(file: UpdatedFile, report: Report, dry_run: bool) -> None:
    """Print the report, and write the file or print what would change in it."""
    for line in report.lines():
        click.echo(clean(line))
    if dry_run:
        if file.is_changed:
            for line in file.diff():
                click.echo(clean(line))
        tell(_("nothing is written"))
        return
    if not file.is_changed:
        tell(_("{path} is as it should be", path=file.path))
        return
    _write(file)


def _write(file: UpdatedFile) -> None:
    """Write a file completely or not at all."""
    from collab_tui.outgoing.writing import ExportError, write_file

    try:
        write_file(file.path, file.parts(), replace=True)
    except ExportError as error:
        fail(str(error), 1)
    tell(_("wrote {path}", path=file.path))
