"""A first map for a table, guessed from its headings and cells, for a person to correct."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from collab_tui.catalog.text import fold
from collab_tui.importing.cells import Cell, Table
from collab_tui.importing.guesses import DATE_FORMS, GUESSES, exists, is_date, term_of
from collab_tui.importing.mapping import EMPTY, Column
from collab_tui.importing.marks import comment_text
from collab_tui.importing.report import shown
from collab_tui.importing.targets import parse_target
from collab_tui.importing.values import WORDED, WORDED_MONTHS, read_date
from collab_tui.keeping.toml_text import string_text, value_text
from collab_tui.language import _, _n
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind

_SAMPLE = 1000
_MOST_VALUES = 25
_JOINING = (" dan ", " and ", " serta ", "、")
"""What joins two names, if it is not a part of one."""
_PLACEHOLDERS = (*EMPTY, "not specified", "not available", "not applicable", "unknown", "?", "--")


def suggested_map(table: Table, name: str) -> str:
    """Return the text of a map for a table, in the form that `import table` takes."""
    empty = _empty(table)
    cells = {heading: _filled(table, heading, empty) for heading in table.headings}
    kind = _kind(cells)
    targets = _targets(kind, cells)
    lines = [
        *_commented(
            _(
                "A first map for {table}, guessed from its headings and cells.\n"
                "Read it, correct it, and try it with --dry-run.\n"
                "{form}",
                table=comment_text(name),
                form=comment_text(table.form),
            )
        ),
        *(f"# {comment_text(note)}" for note in table.notes),
        *([f"sheet = {string_text(table.sheet)}"] if table.sheet is not None else []),
        f"kind = {string_text(kind.value)}",
        _id_line(kind, cells, len(table.rows)),
        f"empty = {value_text(['', *empty], 10**9)}",
        "",
    ]
    if kind is Kind.AGREEMENT:
        lines += [
            *_commented(
                _(
                    "What every row has and no column says, such as the office that keeps this"
                    ' list; a\ncolumn then says something of it with "participants[1].people".'
                )
            ),
            "# [constants]",
            '# participants = [{ institution = { id = "mine", name = "…", country = "…" } }]',
            "",
        ]
    lines.append("[columns]")
    for heading in table.headings:
        lines += _column_lines(kind, heading, targets.get(heading), cells[heading])
    return "\n".join(lines) + "\n"


def _commented(text: str) -> list[str]:
    return [f"# {line}" for line in text.split("\n")]


def _filled(table: Table, heading: str, empty: Sequence[str]) -> list[Cell]:
    none = {"", *(fold(one) for one in empty)}
    cells = (row.cells[heading] for row in table.rows[:_SAMPLE])
    return [cell for cell in cells if not (isinstance(cell, str) and fold(cell.strip()) in none)]


def _empty(table: Table) -> list[str]:
    """Return the cells that count as empty, as they are written."""
    found = {
        cell.strip(): None
        for row in table.rows
        for cell in row.cells.values()
        if isinstance(cell, str) and cell.strip() and fold(cell.strip()) in _PLACEHOLDERS
    }
    return list(found)


def _kind(cells: dict[str, list[Cell]]) -> Kind:
    """Return the kind whose guesses fit the most columns; agreements if equal."""

    def fit(kind: Kind) -> float:
        found = _targets(kind, cells)
        return len(found) + (0.5 if kind is Kind.AGREEMENT else 0)

    return max((Kind.AGREEMENT, Kind.INSTITUTION, Kind.PERSON, Kind.SOURCE), key=fit)


def _targets(kind: Kind, cells: dict[str, list[Cell]]) -> dict[str, str]:
    """Return a target for each heading with a guess, each target once."""
    scored = [
        (guess.score(heading, held), -place, heading, guess.target)
        for heading, held in cells.items()
        if held and not _only_counts(held)
        for place, guess in enumerate(GUESSES[kind])
        if exists(kind, guess.target)
    ]
    found: dict[str, str] = {}
    for score, _place, heading, target in sorted(scored, key=lambda one: one[:2], reverse=True):
        is_near = any(_alike(target, other) for other in found.values())
        if score > 0 and heading not in found and target not in found.values() and not is_near:
            found[heading] = target
    said = {target: heading for heading, target in found.items()}
    for target, heading in said.items():
        base = target.rpartition(".")[0]
        if target.endswith((".country", ".city")) and base not in said:
            del found[heading]  # nothing names the record that it would be about
    return found


def _alike(one: str, other: str) -> bool:
    people = "participants.people"
    return one.startswith(people) and other.startswith(people)


def _only_counts(cells: Sequence[Cell]) -> bool:
    """Tell whether a column counts the rows; such numbers move when a row is added."""
    return len(cells) > 1 and [str(cell) for cell in cells] == [
        str(number) for number in range(1, len(cells) + 1)
    ]


def _id_line(kind: Kind, cells: dict[str, list[Cell]], rows: int) -> str:
    for heading, held in cells.items():
        texts = {str(cell) for cell in held}
        is_short = all(len(text) <= 30 and "\n" not in text for text in texts)
        is_own = len(held) == rows == len(texts) and not _only_counts(held)
        if is_own and is_short and not any(map(is_date, held)):
            is_bare = all(re.search(r"[^\W\d_]", text) for text in texts)
            text = f"{{{heading}}}" if is_bare else f"{kind.value}-{{{heading}}}"
            return f"id = {string_text(text)}"
    why = _("no column tells the rows apart; without this, ids come from names")
    return f'# id = "prefix-{{Heading}}"    # {why}'


def _column_lines(kind: Kind, heading: str, target: str | None, cells: list[Cell]) -> Iterator[str]:
    distinct = Counter(str(cell) for cell in cells)
    examples = ", ".join(shown(text) for text, _ in distinct.most_common(2))
    said = _("empty")
    if cells:
        said = _n(
            "{filled} filled, {count} value: {examples}",
            "{filled} filled, {count} values: {examples}",
            len(distinct),
            filled=len(cells),
            examples=examples,
        )
    key = string_text(heading)
    yield f"# {said}"
    if _only_counts(cells):
        why = _("left out: it only counts the rows")
        yield f'{key} = ""    # {why}'
        return
    if target is None:
        kept = _("not named: kept in 'extra'")
        yield f"# {key} = …    # {kept}"
        return
    column = Column(heading, parse_target(kind, target))
    field = (column.target.about or column.target).field
    more: list[str] = []
    if field.sort is Sort.DATE:
        forms = [form for form in date_forms(cells) if form not in (*WORDED, *WORDED_MONTHS)]
        more += [f"dates = {value_text(forms)}"] if forms else []
        yield from (f"# {doubt}" for doubt in _doubts(cells, forms))
    elif field.sort is Sort.TERM and column.target.about is None:
        more += _terms(column, distinct)
    elif column.target.names is not None or field.steps[-1][1]:
        more += _split(cells, is_name=field.path == "participants[].institution")
    if more:
        yield f"{key} = {{ to = {string_text(target)}, {', '.join(more)} }}"
    else:
        yield f"{key} = {string_text(target)}"


def date_forms(cells: Sequence[Cell]) -> list[str]:
    """Return the forms of a column's dates, the one that reads most of them first."""
    left = [" ".join(cell.split()) for cell in cells if isinstance(cell, str)]
    forms: list[str] = []
    while left:
        counts = {
            form: sum(read_date(text, form) is not None for text in left) for form in DATE_FORMS
        }
        best = max(DATE_FORMS, key=counts.__getitem__)
        if not counts[best]:
            break
        forms.append(best)
        left = [text for text in left if read_date(text, best) is None]
    return forms


def _doubts(cells: Sequence[Cell], forms: Sequence[str]) -> Iterator[str]:
    """Yield what is unsure of the order of day and month in a column's dates."""
    texts = [" ".join(cell.split()) for cell in cells if isinstance(cell, str)]
    for form in forms:
        twin = f"%m{form[2]}%d{form[5:]}"
        if not form.startswith("%d") or twin not in DATE_FORMS:
            continue
        read = [
            (found, read_date(text, twin)) for text in texts if (found := read_date(text, form))
        ]
        if twin in forms:
            yield _("dates in both orders: {form} is tried before {twin}", form=form, twin=twin)
        elif all(other is not None for _found, other in read) and any(a != b for a, b in read):
            yield _("no date tells whether {form} or {twin} is meant", form=form, twin=twin)


def _terms(column: Column, distinct: Counter[str]) -> list[str]:
    terms = [term.value for term in column.target.field.terms or ()]
    values: dict[str, str] = {}
    for text, _count in distinct.most_common(_MOST_VALUES):
        term = term_of(column, text)
        if term is not None and fold(text.strip()) not in map(fold, values):
            values[" ".join(text.split())] = term
    more = [f"values = {value_text(values)}"] if values else []
    return [*more, 'otherwise = "other"'] if "other" in terms else more


def _split(cells: list[Cell], *, is_name: bool) -> list[str]:
    """Return what is between several names in a cell, if many cells have it.

    A line break in a name of an institution is often between its parts. A word counts only if what
    it joins also stands alone in another cell.
    """
    texts = [cell for cell in cells if isinstance(cell, str)]
    found = []
    if sum("\n" in text for text in texts) > max((0.3 if is_name else 0.1) * len(texts), 1):
        found.append("\n")
    if any(";" in text for text in texts):
        found.append(";")
    alone = Counter(part.strip() for text in texts for part in re.split("[\n;]", text))
    for word in _JOINING:
        joined = [part.split(word) for part in alone if word in part]
        if joined and all(any(one.strip() in alone for one in parts) for parts in joined):
            found.append(word)
    if not found:
        return []
    return [f"split = {value_text(found if len(found) > 1 else found[0])}"]
