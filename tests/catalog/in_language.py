"""What the small registry answers, as JSON. As a program, it answers in a process of its own.

The language is chosen once in a process. So a test of another language needs another process.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from collab_tui.catalog.catalog import Catalog
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import FIELDS
from collab_tui.query.guide import examples
from collab_tui.query.syntax import FIELD_NAME
from collab_tui.records.countries import code_called
from collab_tui.records.kinds import Kind
from collab_tui.records.texts import shown
from collab_tui.records.vocabulary import AgreementType
from collab_tui.registry.load import load_file
from tests.conftest import SMALL, TODAY

QUERIES = (
    *(query for query, _ in examples()),
    *("", "hospital", "China", "Indonesia", "active", "mou", "clinical", '"clinical trial"'),
    *("country:china", "country:Tiongkok", "country:中国", "status:active,signed -type:mou"),
    *("kind:institution", "is:undated", "role:lead", "type:healthcare with:sjtu"),
)
OF_CHINA = ("China", "Tiongkok", "中国")
FAULTY = '[[institution]]\nid = "a"\nname = "A"\ncountry = "UK"\nlinks = 5\nparent = [1]\n'


def answers() -> dict[str, Any]:
    """Return what is found, how records are called, and what is wrong with the language's words."""
    catalog = Catalog.open([SMALL], None, TODAY)
    catalog.refresh()
    found = {query: _refs(catalog, query) for query in (*QUERIES, *OF_CHINA)}
    label = AgreementType.MOU.label
    by_label = _refs(catalog, f'"{label}"')
    names = {
        record_id: catalog.shown.rows([catalog.resolve(f"institution/{record_id}")])[0].name
        for record_id in ("ruijin-hospital", "moh-indonesia")
    }
    catalog.close()
    problems = [problem.english for problem in load_file("a.toml", FAULTY.encode()).problems]
    return {
        "found": found,
        "names": names,
        "by_label": by_label,
        "text": shown({"en": "E", "zh-Hant": "繁", "zh-SG": "新", "id-ID": "I", "zh": "中"}),
        "germany": code_called("Germany"),
        "wrong": [*_wrong()],
        "problems": problems,
    }


def _refs(catalog: Catalog, query: str) -> list[str] | None:
    """Return the records that a query finds; None if it cannot be asked."""
    try:
        result = catalog.search(parse(query), tuple(Kind)).found
    except QueryError:
        return None
    return sorted(
        str(row.ref) for numbers in result.values() for row in catalog.shown.rows(numbers)
    )


def _wrong() -> Iterator[str]:
    """Yield what is wrong with the names of fields and terms: each must mean one thing."""
    said = Counter(field.asked.said.casefold() for field in FIELDS.values())
    for name, field in FIELDS.items():
        own = field.asked.said
        if not re.fullmatch(FIELD_NAME, own) or own.isspace():
            yield f"{name}: '{own}' is not one word"
        if said[own.casefold()] > 1 or (own != name and own.casefold() in FIELDS):
            yield f"{name}: '{own}' is another field, too"
        for term, label in field.labels(tuple(Kind)).items():
            for written in (f'{own}:"{label}"', f"{own}：{label.replace(' ', '-')}"):
                asked = f"{name}:{term}"
                try:
                    if parse(written) != parse(asked) and label not in field.terms:
                        yield f"{written} is not {asked}"
                except QueryError as error:
                    yield f"{written}: {error}"


if __name__ == "__main__":
    print(json.dumps(answers()))
