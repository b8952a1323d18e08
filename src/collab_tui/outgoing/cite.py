"""Sources as references: CSL JSON, BibTeX, RIS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from collab_tui.outgoing.libraries import library
from collab_tui.records.dates import SEASONS, DateInterval, PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.texts import shown
from collab_tui.render.words import clean, safe_json

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

Reference = dict[str, Any]

_CSL = {
    "news": "article-newspaper",
    "press-release": "document",
    "agreement-text": "document",
    "web-page": "webpage",
    "report": "report",
    "dataset": "dataset",
}
"""Terms of our sources → types of CSL 1.0.2."""

_BIBTEX = {"report": "techreport"}
_RIS = {"news": "NEWS", "report": "RPRT", "dataset": "DATA", "web-page": "ELEC"}


def references(catalog: Catalog, numbers: Sequence[int]) -> Iterator[Reference]:
    """Yield the sources among `numbers`, and those that the other records cite, as CSL JSON
    items.
    """
    for found in catalog.shown.whole(catalog.shown.with_named(numbers)):
        if found.ref.kind is Kind.SOURCE:
            yield _item(found.ref.id, found.document)


def _item(source_id: str, document: Mapping[str, Any]) -> Reference:
    item: Reference = {
        "id": source_id,
        "type": _CSL.get(document.get("type", ""), "document"),
        "title": shown(document["name"]),
    }
    names = {"publisher": "publisher", "URL": "url", "language": "language"}
    for theirs, ours in names.items():
        if document.get(ours):
            item[theirs] = shown(document[ours])
    if item["type"] == "article-newspaper" and "publisher" in item:
        item["container-title"] = item["publisher"]
    if document.get("authors"):
        item["author"] = [{"literal": str(author)} for author in document["authors"]]
    for theirs, ours in {"issued": "published", "accessed": "retrieved"}.items():
        if document.get(ours):
            item[theirs] = _date(PartialDate.parse(document[ours]))
    item["custom"] = {"type": document.get("type", "")}
    return item


def _date(known: PartialDate) -> dict[str, Any]:
    """Return a partial date in the form of CSL, with as many parts as are known."""
    ends = (known.start, known.end) if isinstance(known, DateInterval) else (known,)
    dates = [end for end in ends if isinstance(end, PartialDate)]
    found: dict[str, Any] = {"date-parts": [_parts(date) for date in dates]}
    if known.month in SEASONS:
        found["season"] = known.month - 20
    if known.approximate or known.uncertain or known.blank in ("X", "XX"):
        found["circa"] = True
    return found


def _parts(date: PartialDate) -> list[int]:
    """Return year, month and day, as far as they are known."""
    month = None if date.month in SEASONS else date.month
    return [part for part in (date.year, month, date.day) if part is not None]


def write(items: Sequence[Reference], form: str) -> str:
    """Return references in one of `formats.REFERENCES`.

    Raises:
        LibraryMissingError: BibTeX needs bibtexparser, RIS needs rispy.
    """
    if form == "bibtex":
        return _bibtex(items)
    if form == "ris":
        rispy = library("rispy", "cite", "RIS")
        plainly = {"set_header": lambda *_: ""}  # without "1." before each reference
        writer = type("Writer", (rispy.RisWriter,), plainly)
        entries = [_ris(item) for item in items]
        return str(rispy.dumps(entries, implementation=writer)).lstrip()
    plain = [{key: value for key, value in item.items() if key != "custom"} for item in items]
    return safe_json(json.dumps(plain, ensure_ascii=False, indent=2)) + "\n"


def _bibtex(items: Sequence[Reference]) -> str:
    bibtex = library("bibtexparser", "cite", "BibTeX")
    model = library("bibtexparser.model", "cite", "BibTeX")
    entries = []
    for item in items:
        kind = _BIBTEX.get(item["custom"]["type"], "misc")
        fields = [model.Field(key, f"{{{value}}}") for key, value in _bibtex_fields(item).items()]
        entries.append(model.Entry(kind, item["id"], fields))
    return str(bibtex.write_string(bibtex.Library(entries), unparse_stack=[]))


def _bibtex_fields(item: Reference) -> dict[str, str]:
    fields = {"title": f"{{{_latex(item['title'])}}}"}
    if "author" in item:
        fields["author"] = " and ".join(f"{{{_latex(a['literal'])}}}" for a in item["author"])
    if "publisher" in item:
        key = "institution" if item["custom"]["type"] == "report" else "publisher"
        fields[key] = _latex(item["publisher"])
    if "issued" in item:
        year, *rest = item["issued"]["date-parts"][0]
        fields["year"] = f"{year:04d}"
        fields["date"] = "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])
    if "URL" in item:
        fields["url"] = item["URL"].replace("{", "%7B").replace("}", "%7D")
    if "accessed" in item:
        parts = item["accessed"]["date-parts"][0]
        fields["urldate"] = "-".join(f"{part:02d}" for part in parts)
    return fields


_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _latex(text: str) -> str:
    """Return a text without characters that have a meaning in LaTeX."""
    return "".join(_LATEX.get(char, char) for char in _on_a_line(text))


def _on_a_line(text: str) -> str:
    """Return a text on one line: in RIS and BibTeX, the next line may begin something else."""
    return clean(" ".join(text.split()))


def _ris(item: Reference) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "type_of_reference": _RIS.get(item["custom"]["type"], "GEN"),
        "id": item["id"],
        "title": _on_a_line(item["title"]),
    }
    if "author" in item:
        entry["authors"] = [_on_a_line(a["literal"]) for a in item["author"]]
    for theirs, ours in {"publisher": "publisher", "urls": "URL", "language": "language"}.items():
        if ours in item:
            value = _on_a_line(item[ours])
            entry[theirs] = [value] if theirs == "urls" else value
    if "issued" in item:
        year, month, day = [*item["issued"]["date-parts"][0], None, None][:3]
        entry["year"] = f"{year:04d}"
        parts = (f"{part:02d}" if part else "" for part in (month, day))
        entry["date"] = "/".join([f"{year:04d}", *parts, ""])
    if "accessed" in item:
        day = "/".join(f"{part:02d}" for part in item["accessed"]["date-parts"][0])
        entry["access_date"] = day
    return entry
