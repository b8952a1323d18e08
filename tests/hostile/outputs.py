"""Everything that the program writes, each with what must be true of it, whatever it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.formats import (
    is_bibtex,
    is_calendar,
    is_coloured,
    is_csv,
    is_database,
    is_json,
    is_lines_of_json,
    is_markdown,
    is_package,
    is_parquet,
    is_picture,
    is_raw_csv,
    is_ris,
    is_site,
    is_text,
    is_workbook,
    is_xml,
)


@dataclass(frozen=True, slots=True)
class Output:
    """A command that writes something, and what must be true of that."""

    words: str
    """The command with its arguments; ``{out}`` is a path, without it the command prints."""
    check: Callable[[Path], None]
    ending: str = ""
    may_find: bool = False
    """Whether it also ends with 1: where it finds problems, or nothing."""

    @property
    def arguments(self) -> list[str]:
        return self.words.split(" ")


def _views() -> Iterator[Output]:
    forms = {
        "text": is_text,
        "ansi": is_coloured,
        "svg": is_picture,
        "csv": is_csv,
        "json": is_json,
    }
    looks = (
        *("overview", "timeline", "map", "matrix --rows type --columns with", "partners nus"),
        *("paths nus nuh", "compare nuh nus", "timeline --rows person", "overview --ascii"),
        "matrix --rows tag --columns source",
    )
    for look in looks:
        for form, check in forms.items():
            # These two find nothing here, and say so by their exit code.
            may_find = look.startswith(("paths", "partners"))
            yield Output(f"view {look} -f {form}", check, may_find=may_find)


OUTPUTS: tuple[Output, ...] = (
    Output("search kind:institution,agreement,person,source -f table", is_text),
    Output("search country:SG -f ids", is_text),
    Output("search type:student-exchange -f json", is_json),
    Output("search date:2023 -f json --full", is_json),
    Output("search date:2023 -f jsonl", is_lines_of_json),
    Output("search as-of:2024 -f jsonl --full", is_lines_of_json),
    Output("search kind:institution -f csv", is_csv),
    Output("search kind:agreement -f csv --full", is_csv),
    Output("search kind:agreement -f csv --full --raw", is_raw_csv),
    Output("search kind:institution -f csv --fields ref,name,extra,related.note", is_csv),
    Output("search kind:institution -f xlsx -o {out}", is_workbook, ".xlsx"),
    Output("search kind:agreement -f xlsx --full -o {out}", is_workbook, ".xlsx"),
    Output("search kind:institution,source -f markdown", is_markdown),
    Output("show nuh exchange ana health site -f text", is_text),
    Output("show nuh exchange ana health site -f markdown", is_markdown),
    Output("show nuh exchange ana health site -f json", is_json),
    *(
        Output(f"facets {field} -f {form}", check)
        for field in ("with", "city", "department", "number", "tag", "person", "source", "extra")
        for form, check in (("table", is_text), ("json", is_json), ("csv", is_csv))
    ),
    *_views(),
    Output("export --query kind:agreement,institution -o {out}", is_markdown, ".md"),
    Output("export exchange -o -", is_markdown),
    Output("export --query kind:agreement -o {out}/", is_site),
    Output("export --all -o {out}", is_site),
    Output(
        "export --query kind:agreement --with overview,timeline,map -o {out}", is_markdown, ".md"
    ),
    Output("export --query kind:agreement --with overview --pictures -o {out}", is_markdown, ".md"),
    Output("dump -f jsonl -o {out}", is_lines_of_json, ".jsonl"),
    Output("dump -f sqlite -o {out}", is_database, ".sqlite"),
    Output("dump -f datapackage -o {out}", is_package),
    Output("dump -f parquet -o {out}", is_parquet),
    Output("dump -f geojson -o {out}", is_json, ".geojson"),
    Output("dump -f tables", is_markdown),
    Output("graph -f graphml -o {out}", is_xml, ".graphml"),
    Output("graph -f gexf -o {out}", is_xml, ".gexf"),
    Output("graph -f csv", is_csv),
    Output("graph -f json", is_json),
    Output("graph -f json --project institutions", is_json),
    Output("calendar -o {out}", is_calendar, ".ics"),
    Output("cite -f csl-json", is_json),
    Output("cite -f bibtex", is_bibtex),
    Output("cite -f ris", is_ris),
    *(
        Output(f"check -f {form}", check, may_find=True)
        for form, check in (
            *(("text", is_text), ("json", is_json), ("github", is_text), ("sarif", is_json)),
            ("junit", is_xml),
        )
    ),
    Output("check --summary", is_text, may_find=True),
    Output("check --fix --dry-run", is_text, may_find=True),
    Output("fmt --dry-run", is_text, may_find=True),
    Output("set nuh city=x --dry-run", is_text),
    Output("rename institution/nus institution/new-nus --dry-run", is_text),
    Output("remove agreement/samples --cascade --dry-run", is_text),
    Output("diff -f text", is_text, may_find=True),
    Output("diff -f json", is_json, may_find=True),
    Output("diff -f markdown", is_markdown, may_find=True),
    Output("history nuh -f text", is_text, may_find=True),
    Output("history nuh -f json", is_json, may_find=True),
)
"""Every command and format."""

WITHOUT = {
    "schema": "it is about no registry",
    "draft": "part articles",
    "import": "part imports",
    "reconcile": "part imports",
}
"""Commands whose output depends on more than the registry, and where they are attacked."""
