"""The examples of the query language, where they are shown."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from collab_tui.catalog.catalog import Catalog
from collab_tui.cli import cli
from collab_tui.query import parse
from collab_tui.query.fields import FIELDS, Takes
from collab_tui.query.guide import SYNTAX, as_text, examples
from collab_tui.query.syntax import Term, leaves

every_example = pytest.mark.parametrize("query", [query for query, _ in examples()])


@every_example
def test_an_example_is_answered_by_the_registry_that_comes_along(
    builtin: Catalog, query: str
) -> None:
    if query == "is:expiring" or query.startswith(("extra", "reviewed")):
        return  # these depend on the day, on keys of one's own, or on records that need a review
    field = FIELDS.get(query.partition(":")[0])
    if field is None or field.takes is Takes.DAY or builtin.facets(field, parse("")):
        # Otherwise no record there has the field at all
        assert len(builtin.search(parse(query))) > 0


def test_every_field_has_an_example_of_its_own() -> None:
    for name, field in FIELDS.items():
        used = [leaf.name for leaf in leaves(parse(field.example)) if isinstance(leaf, Term)]
        assert used == [name]
        assert (field.example, field.help) in examples()
    assert set(SYNTAX) < set(examples())


def test_the_guide_is_aligned() -> None:
    lines = as_text().splitlines()
    assert len(lines) == len(examples())
    columns = {line.index(meaning) for line, (_, meaning) in zip(lines, examples(), strict=True)}
    assert len(columns) == 1


@every_example
def test_the_help_of_search_shows_it(query: str) -> None:
    shown = CliRunner().invoke(cli, ["search", "--help"])
    assert shown.exit_code == 0
    assert re.search(rf"^ +{re.escape(query)}  ", shown.stdout, re.MULTILINE)


def test_the_examples_in_the_help_of_the_commands_are_good_queries() -> None:
    quoted = []
    for command in ("search", "facets"):
        text = CliRunner().invoke(cli, [command, "--help"]).stdout
        lines = [line for line in text.splitlines() if f"collab-tui {command}" in line]
        quoted += [query for line in lines for query in re.findall(r"'([^']+)'", line)]
    assert len(quoted) >= 5
    for query in quoted:
        parse(query)
