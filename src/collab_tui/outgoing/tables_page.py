"""The page that describes the tables: ``docs/tables.md``."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.outgoing.tables import Table, all_tables


def as_markdown() -> str:
    """Return the page: every table with its columns and keys."""
    return "\n\n".join([*_about(), *map(_section, all_tables())]) + "\n"


def _section(table: Table) -> str:
    key = _c("of a table", "key")
    heads = (_c("of a table", "column"), _("type"), key, _("what it says"))
    rows = [
        f"| `{c.name}` | {c.type} | {key if c.name in table.key else ''} | {c.help} |"
        for c in table.columns
    ]
    lines = [f"| {' | '.join(heads)} |", "| --- | --- | --- | --- |", *rows]
    parts = [f"## {table.name}", table.help, "\n".join(lines)]
    if table.foreign:
        named = {
            ", ".join(foreign.columns): f"{foreign.table} ({', '.join(foreign.others)})"
            for foreign in table.foreign
        }
        parts.append(_("Names rows of other tables:"))
        parts.append("\n".join(f"- `{mine}` → `{theirs}`" for mine, theirs in named.items()))
    return "\n\n".join(parts)


def _about() -> tuple[str, ...]:
    return (
        f"# {_('Tables')}",
        _(
            "`collab-tui dump` writes a registry as these tables: `--format sqlite` as one SQLite"
            " file,\n`--format datapackage` as CSV files with a Frictionless description,"
            " `--format parquet` as Parquet\nfiles. `collab-tui dump --format tables` writes this"
            " page. `--format jsonl` writes whole records\ninstead, one a line."
        ),
        _(
            "With a query, the tables hold the records that it finds (`record.found` is 1) and the"
            " records that\nthese name, so that every foreign key leads to a row. An id that names"
            " no record is left empty, and\nstands in `problem`."
        ),
        _SHELL,
        _("Agreements a year, in DuckDB:"),
        _DUCKDB,
        _("The same in Spark, for whoever joins this with much more:"),
        _SPARK,
    )


_SHELL = """```sh
collab-tui dump -o registry.sqlite && datasette registry.sqlite
collab-tui dump -o tables --format parquet 'country:ID'
```"""

_DUCKDB = """```sql
SELECT year(earliest) AS year, count(*) FROM 'tables/date.parquet'
WHERE field = 'dates.signed' GROUP BY year ORDER BY year;
```"""

_SPARK = """```python
spark.read.parquet("tables/date.parquet").createOrReplaceTempView("date")
spark.sql(
    "SELECT year(earliest) AS year, count(*) FROM date "
    "WHERE field = 'dates.signed' GROUP BY year ORDER BY year"
).show()
```"""
