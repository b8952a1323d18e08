"""Reading an up-to-date catalog loads none of the heavy libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from collab_tui.catalog.catalog import Catalog
from tests.conftest import SMALL

HEAVY = ["pydantic", "babel", "jinja2", "tree_sitter", "tree_sitter_toml", "rapidfuzz", "tomli"]

SCRIPT = """
import json, sys
from datetime import date
from pathlib import Path
from collab_tui.catalog.catalog import Catalog
from collab_tui.query import parse
from collab_tui.records.kinds import Kind

catalog = Catalog.open([Path(sys.argv[1])], Path(sys.argv[2]), date(2026, 6, 15))
assert catalog.is_fresh()
catalog.refresh()
found = 0
for query in ("", "ruijin", "瑞金 -x", "country:SG", "country:singapore", "with:nuh signed:2024.."):
    results = catalog.search(parse(query))
    for kind in Kind:
        for row in catalog.shown.rows(results.found[kind]):
            assert catalog.shown.dossier(row.n) is not None
            found += 1
catalog.focus_tree(), catalog.counts(), catalog.about.title(), catalog.problems.counts()
print(json.dumps([found, sorted(set(sys.argv[3:]) & set(sys.modules))]))
"""


def test_nothing_heavy_is_imported_to_search_and_read(
    opened: Callable[..., Catalog], tmp_path: Path
) -> None:
    opened(SMALL, cache=tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(SMALL), str(tmp_path), *HEAVY],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    found, heavy = json.loads(done.stdout)
    assert found > 30
    assert heavy == []
