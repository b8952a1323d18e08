"""Checks are declared once: each has an example that causes it, its words, and documentation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.checks import BY_CODE, CHECKS
from collab_tui.catalog.storage import rules
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.records import Finding, RecordCheck, Subject
from collab_tui.registry.problems import Check, Severity, Words
from collab_tui.registry.validate import CHECKS_OF
from collab_tui.render.checks import as_markdown

ROOT = Path(__file__).parent.parent.parent


def write_example(check: Check, folder: Path) -> Path:
    """Write the example of a check below `folder`; return the path of its registry."""
    if check.example is None:
        return folder / "nowhere"
    folder.mkdir()
    files = check.example
    if isinstance(files, str):
        files = {"a.toml": files.encode()}
    for name, content in files.items():
        if content is None:
            (folder / name).symlink_to("nowhere")
        else:
            (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.code))
def test_an_example_brings_its_problem(
    check: Check, tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    catalog = opened(write_example(check, tmp_path / "registry"))
    found = [problem for problem in catalog.problems.all() if problem.code == check.code]
    assert found
    for problem in found:
        assert problem.severity is check.severity
        for words in (problem.message, problem.hint or "", problem.check.means):
            assert "{" not in words.replace("[{ source", "").replace("{ en", "")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_words_of_a_problem_are_only_in_its_check(
    check: Check, tmp_path: Path, opened: Callable[..., Catalog]
) -> None:
    """So a message can be translated as a whole."""
    written = str(check.example)
    for problem in opened(write_example(check, tmp_path / "registry")).problems.all():
        for name, value in problem.arguments.items():
            if name == "reason":  # a sentence of a parser or of the system
                assert problem.code in ("toml-syntax", "bad-value", "unreadable")
                continue
            for one in value if isinstance(value, list) else [value]:
                is_value = " " not in str(one).replace(" → ", "") or str(one) in written
                assert is_value, f"{problem.code}: {name} is {one!r}"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("established = 10:00:00", "expected a date, not 10:00:00"),
        ("established = true", "expected a date, not true"),
        ('established = "2023-02-30"', "2023-02 has no day 30"),
        ('established = "2024/2020"', "'2024/2020' ends before it begins"),
        ("summary = {}", "'summary' is an empty table; expected a text or a table by language"),
        ("summary = true", "'summary' is true or false; expected a text or a table by"),
        ('summary = { en = " " }', "'en' is empty; expected a text, or an array of texts"),
        ('summary = { en = ["A", ""] }', "'en' is an array; expected a text, or an array of"),
        ('facts = [{ label = "beds", value = inf }]', "a figure is a finite number"),
        ("facts = [{ label = 'beds', value = 1979-05-27 }]", "'value' is a date; expected a"),
        ("identifiers = { wikidata = '12' }", "'12' is not an item of Wikidata"),
        ("identifiers = { grid = 'grid.1' }", "'grid.1' is not a GRID id"),
        ("identifiers = { fundref = '10' }", "'10' is not a number of the Funder Registry"),
        ("domains = ['NUH.com.sg']", "'NUH.com.sg' is not an internet domain"),
        ("region = 'Shanghai'", "'Shanghai' is not an ISO 3166-2 code"),
        ("geonames = 0", "'geonames' is 0; the smallest that it can be is 1"),
        ("location = { lat = 91, lon = 0 }", "'lat' is 91; the largest that it can be is 90"),
    ],
)
def test_what_a_type_refuses_is_said_by_the_words_of_its_check(
    line: str, message: str, registry: Callable[..., Path], opened: Callable[..., Catalog]
) -> None:
    folder = registry(a=f'[[institution]]\nid = "a"\nname = "A"\n{line}\n')
    said = [found.message for found in opened(folder).problems.all()]
    assert any(one.startswith(message) for one in said), said


def test_codes_are_codes_and_each_is_there_once() -> None:
    assert len(BY_CODE) == len(CHECKS)
    for check in CHECKS:
        assert check.code == check.code.lower().replace(" ", "-")
        assert check.means.endswith(".")
        assert check.remedy.endswith(".")


def test_the_page_of_checks_is_the_present_one() -> None:
    """`collab-tui check --explain all > docs/checks.md` writes it."""
    assert (ROOT / "docs" / "checks.md").read_text("utf-8") == as_markdown(CHECKS)


def test_words_are_made_when_a_problem_is_shown(
    registry: Callable[..., Path], opened: Callable[..., Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(a='[[institution]]\nid = "a"\nname = "A"\ncity = 5\n')
    opened(folder).close()
    check = BY_CODE["wrong-type"]
    assert not isinstance(check.words, Words)
    other = replace(check.words[""], message="{expected} belongs here")
    words = {**check.words, "": other}
    monkeypatch.setitem(BY_CODE, check.code, replace(check, words=words))
    messages = [p.message for p in opened(folder).problems.all() if p.code == check.code]
    assert messages == ["a text belongs here; it is left out"]


def test_a_new_check_shows_on_a_catalog_that_was_built_before(
    registry: Callable[..., Path], opened: Callable[..., Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = registry(a='[[person]]\nid = "a"\nname = "A"\n')
    before = opened(folder)
    assert "named-a" not in [p.code for p in before.problems.all()]
    before.close()

    def find(subject: Subject) -> list[Finding]:
        return [Finding(("name",), {})] if subject.table["name"] == "A" else []

    new = RecordCheck(
        code="named-a",
        severity=Severity.WARNING,
        means="The name is A.",
        remedy="Take another.",
        example="",
        words=Words("is named A"),
        find=find,  # type: ignore[arg-type]
    )
    monkeypatch.setitem(CHECKS_OF, Kind.PERSON, [*CHECKS_OF[Kind.PERSON], new])
    monkeypatch.setitem(BY_CODE, new.code, new)
    monkeypatch.setattr("collab_tui.catalog.storage.store.fingerprint", lambda: "another")
    assert "named-a" in [p.code for p in opened(folder).problems.all()]


def test_the_rules_are_the_sources_of_what_makes_a_catalog(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for maker in rules.MAKERS:
        (tmp_path / maker / "deep").mkdir(parents=True)
        (tmp_path / maker / "deep" / "a.py").write_text("A = 1\n")
    monkeypatch.setattr(rules, "PACKAGE", tmp_path)
    first = rules.fingerprint.__wrapped__()
    assert rules.fingerprint.__wrapped__() == first
    (tmp_path / "registry" / "deep" / "a.py").write_text("A = 2\n")
    second = rules.fingerprint.__wrapped__()
    (tmp_path / "records" / "b.py").write_text("")
    assert len({first, second, rules.fingerprint.__wrapped__()}) == 3
