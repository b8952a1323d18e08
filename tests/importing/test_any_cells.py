"""For any content of cells: no row is lost, and what is written can be read without an error."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import tomli
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from collab_tui.importing.file import State, UpdatedFile
from collab_tui.importing.mapping import map_of
from collab_tui.importing.reading import read_table
from collab_tui.importing.suggesting import suggested_map
from collab_tui.importing.table import SOURCE, import_table
from collab_tui.records.kinds import Kind
from collab_tui.registry.load import load_file
from collab_tui.registry.problems import Severity

COLUMNS = {
    "Title": "name",
    "In Indonesian": "name.id",
    "Partner": {"to": "participants.institution", "split": ";"},
    "Country": "participants.institution.country",
    "ROR": "participants.institution.identifiers.ror",
    "Role": {"to": "participants.role", "split": ";"},
    "Person": {"to": "participants.people.witness", "split": "/"},
    "Kind": "type",
    "Start": "dates.start",
    "End": {"to": "dates.end", "dates": ["%d/%m/%Y"]},
    "For": "dates.duration",
    "Worth": "value.amount",
    "In": "value.currency",
    "Topic": "focus_areas",
    "Web": "links",
    "Tag": "tags",
    "Renews": "related.agreement",
    "How": "related.type",
    "Else": "extra.Else",
}
SAMPLES = (
    *("", "-", "2020", "2019-13", "31/12/2020", "5 years", "mou", "host;partner", "A;B;C", "a"),
    *("Singapore", "Geneva", "04fp9fm22", "1,5", "USD", "https://a.example", "renews", "a/b"),
)
CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    st.sampled_from(SAMPLES),
)


# It takes minutes to make a failing case of twenty columns smaller.
@settings(max_examples=30, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.tuples(*[CELLS for _ in COLUMNS], CELLS), min_size=1, max_size=4))
def test_no_row_is_lost(rows: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, output = Path(folder) / "a.csv", Path(folder) / "out.toml"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[*COLUMNS, "Unnamed"], *rows])
        mapping = {"kind": "agreement", "columns": COLUMNS, "delimiter": ",", "encoding": "UTF-8"}
        said = map_of(mapping)
        assume(any(cell.strip() for row in rows for cell in row))
        table = read_table(path, said.reading)
        filled = sum(any(cell.strip() for cell in row) for row in rows)

        assert len(table.rows) == filled
        for turn in range(2):
            updated = UpdatedFile(output, SOURCE)
            report = import_table(table, said, updated)
            text = "".join(updated.parts())
            output.write_text(text, encoding="utf-8", newline="")
            state = State.UNCHANGED if turn else State.WRITTEN
            assert report.counts[Kind.AGREEMENT, state] >= filled  # a cell can name another
            assert text.count("# table: =") == filled
            assert updated.is_changed == (turn == 0 and filled > 0)
        loaded = load_file("out.toml", output.read_bytes())
        assert [p for p in loaded.problems if p.severity is Severity.ERROR] == []
        records = [one.document for one in loaded.entries if one.kind is Kind.AGREEMENT]
        assert len(records) >= filled
        for unfit in report.unfit:
            assert any(
                record.get("extra", {}).get(unfit.heading) == unfit.cell for record in records
            )
        map_of(tomli.loads(suggested_map(table, "a.csv")) | {"columns": COLUMNS})
