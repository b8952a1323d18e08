"""A table and a map → the records of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

from collab_tui.importing.cells import Row, Table
from collab_tui.importing.file import Said, UpdatedFile
from collab_tui.importing.known import Entry, Known, entry_of, read_tables
from collab_tui.importing.mapping import Map
from collab_tui.importing.marks import ROW, canonical
from collab_tui.importing.naming import Naming, entries
from collab_tui.importing.report import Report, shown
from collab_tui.importing.rows import Rows
from collab_tui.importing.slugs import free
from collab_tui.language import _
from collab_tui.records.kinds import Kind

SOURCE = "table"
"""The word in the marks of values from tables."""


NAME = _("the table")
"""What a table is called in sentences."""


def head(name: str) -> list[str]:
    """Return the comments at the beginning of a file made from the table `name`."""
    text = _(
        "Imported by collab-tui from {table}. What you change here stays when it is imported\n"
        "again. The lines '# table: …' tell what was imported: keep them. '# look: …' says what\n"
        "to look at.",
        table=name,
    )
    return text.split("\n")


def import_table(
    table: Table,
    mapping: Map,
    file: UpdatedFile,
    layers: Sequence[Path] = (),
    name: str = NAME,
    tell: Callable[[int, int], None] | None = None,
) -> Report:
    """Bring the rows of a table into a file; `tell` is called with how many of them are done.

    `layers` is the registry whose records cells may name, in addition to those of the file.

    Raises:
        MapError: the map does not fit the table.
    """
    table = table.without(mapping.left_out)
    report = Report(NAME, rows=len(table.rows))
    naming = Naming(_known(file, layers))
    rows = Rows(mapping, table, naming, name)
    note = _("{table}: {form}, {count} columns")
    if rows.decimal == ",":
        note = _("{table}: {form}, {count} columns, decimals after a comma")
    report.notes.append(note.format(table=name, form=table.form, count=len(table.headings)))
    report.notes += table.notes
    for (line, cells), why in table.left:
        words = ", ".join(shown(str(cell)) for cell in cells if cell != "")
        report.notes.append(
            _(
                "row {number} is left out, because {why}: {cells}",
                number=line,
                why=why,
                cells=words,
            )
        )

    def near(entry: Entry, other: Entry) -> None:
        report.near.append(
            _(
                "{ref} ({name}) may be the same as {other_ref} ({other_name})",
                ref=entry.ref,
                name=entry.name,
                other_ref=other.ref,
                other_name=other.name,
            )
        )

    ids = _ids(rows, file, naming.known[mapping.kind])
    for row in table.rows:  # a cell can name the record of another row
        if ids[row.number] not in naming.known[mapping.kind].by_id:
            name_of_row = rows.name_of(row)
            entry = Entry(mapping.kind, ids[row.number], name_of_row, [name_of_row], is_here=True)
            naming.known[mapping.kind].add(entry)
    drafts: list[Said] = []
    for named in rows.constant_names:
        naming.keep(named, near)
    for count, row in enumerate(table.rows, 1):
        draft = rows.draft(row, ids[row.number])
        for named in draft.named:
            naming.keep(named, near)
        report.unfit += draft.unfit
        drafts.append(
            Said(mapping.kind, ids[row.number], draft.table, draft.looks, _fingerprint(row))
        )
        if tell is not None:
            tell(count, len(table.rows))
    lonely = sum(len(one.table.get("participants", ())) == 1 for one in drafts)
    if mapping.kind is Kind.AGREEMENT and lonely * 2 > len(drafts):
        report.totals.append(
            _(
                "{count} of {total} agreements have one participant: if your office takes part in"
                " all, say so in the map under [constants]",
                count=lonely,
                total=len(drafts),
            )
        )
    for (kind, record_id), pending in naming.pending.items():
        said = Said(kind, record_id, pending.table, pending.looks, is_whole=False)
        report.add(kind, record_id, file.apply(said))
    for said in drafts:
        report.add(said.kind, said.id, file.apply(said))
    written = set(ids.values())
    report.gone = [
        f"{mapping.kind}/{record_id}"
        for record_id in file.ids(mapping.kind)
        if record_id not in written and ROW in (file.mark(mapping.kind, record_id) or {})
    ]
    return report


def _known(file: UpdatedFile, layers: Sequence[Path]) -> dict[Kind, Known]:
    known = {kind: Known(kind) for kind in Kind}
    if layers:
        for kind, table in read_tables(layers, file.path):
            entry = entry_of(kind, table)
            if entry is not None:
                known[kind].add(entry)
    for kind in Kind:
        for record_id in file.ids(kind):
            held = file.table(kind, record_id)
            entry = entries(kind, held, file.mark(kind, record_id)) if held is not None else None
            known[kind].add(entry or Entry(kind, record_id, record_id, []))
    return known


def _ids(rows: Rows, file: UpdatedFile, known: Known) -> dict[int, str]:
    """Return the id of each row's record, by the number of the row.

    Rows that ask for the same id keep their records in the file: first rows that say the same as
    before, then the others in turn. The rest get a number.
    """
    kind = rows.map.kind
    asking: dict[str, list[Row]] = defaultdict(list)
    for row in rows.table.rows:
        asking[rows.id_of(row)].append(row)
    here = set(file.ids(kind))
    marks = {one: (file.mark(kind, one) or {}).get(ROW) for one in here}
    taken = set(known.by_id)
    found: dict[int, str] = {}
    for wanted, members in asking.items():
        mine = [one for one in _numbered(wanted, here) if one == wanted or marks[one] is not None]
        left = []
        for row in members:
            same = next((one for one in mine if marks[one] == _fingerprint(row)), None)
            if same is None:
                left.append(row)
            else:
                mine.remove(same)
                found[row.number] = same
        for row in left:
            if mine:
                found[row.number] = mine.pop(0)
            else:
                found[row.number] = free(wanted, taken)
                taken.add(found[row.number])
    return found


def _numbered(wanted: str, here: set[str]) -> list[str]:
    """Return the ids in the file of rows that asked for `wanted`, in their order."""
    found = [wanted] if wanted in here else []
    number = 2
    while f"{wanted}-{number}" in here:
        found.append(f"{wanted}-{number}")
        number += 1
    return found


def _fingerprint(row: Row) -> str:
    text = canonical({heading: cell for heading, cell in row.cells.items() if cell != ""})
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
