"""A ranked search by tantivy, a library for full-text search, as a whole process.

``tantivy_search.py INDEX WORD COUNT`` prints the ids of the best records.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any


def write_index(folder: Path, records: Iterable[tuple[str, str, str]]) -> None:
    """Write an index of records, each with its id, its name and its text."""
    tantivy: Any = import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("name")
    builder.add_text_field("text")
    folder.mkdir()
    writer = tantivy.Index(builder.build(), path=str(folder)).writer()
    for record_id, name, text in records:
        writer.add_document(tantivy.Document(id=record_id, name=name, text=text))
    writer.commit()
    writer.wait_merging_threads()


def search(folder: str, word: str, count: int) -> list[str]:
    """Return the ids of the best records."""
    tantivy: Any = import_module("tantivy")
    index = tantivy.Index.open(folder)
    searcher = index.searcher()
    found = searcher.search(index.parse_query(word, ["name", "text"]), count)
    return [searcher.doc(address)["id"][0] for _, address in found.hits]


if __name__ == "__main__":
    print("\n".join(search(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
