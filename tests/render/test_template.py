"""The user's own template: what it may do, and what happens to its mistakes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collab_tui.records.kinds import Kind, Ref
from collab_tui.render import apart
from collab_tui.render.apart import OwnTemplate, TemplateError
from collab_tui.render.page import Page
from tests.render.conftest import GetPage, markdown_of

STARRED = Page(Ref(Kind.AGREEMENT, "x"), "*a* <b> & c", ())


def rendered(tmp_path: Path, template: str, *pages: Page) -> str:
    file = tmp_path / "own.jinja"
    file.write_text(template, encoding="utf-8")
    return markdown_of(pages or (STARRED,), "a query", file)


def test_template_gets_pages_query_and_notes(tmp_path: Path, page: GetPage) -> None:
    template = "{{ query }}: {% for p in pages %}{{ p.ref }} {% endfor %}{{ notes | length }}"
    found = rendered(tmp_path, template, page("centre"), page("oncology"))
    assert found == "a query: agreement/centre focus-area/oncology 2\n"


def test_values_are_escaped_unless_they_are_raw(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ pages[0].name }}") == "\\*a\\* \\<b\\> & c\n"
    assert rendered(tmp_path, "{{ pages[0].name | upper }}") == "\\*A\\* \\<B\\> & C\n"
    assert rendered(tmp_path, "{{ pages[0].name | raw }}") == "*a* <b> & c\n"


def test_template_can_have_the_texts_of_the_program(tmp_path: Path) -> None:
    assert rendered(tmp_path, "# {{ _('Sources') }} {{ _('a {b}') }}") == "# Sources a {b}\n"
    assert rendered(tmp_path, "{{ _('of {query}', query=query) }}") == "of a query\n"
    sly = "{{ _('{page.__init__.__globals__}', page=pages[0]) }}"
    with pytest.raises(TemplateError):
        rendered(tmp_path, sly)


def test_text_of_the_template_stays_as_it_is(tmp_path: Path) -> None:
    assert rendered(tmp_path, "**bold** <br> {{ 1 }}") == "**bold** <br> 1\n"


def test_filters_for_whole_parts_of_a_page(tmp_path: Path, page: GetPage) -> None:
    template = "{% for s in pages[0].sections %}{{ s.title }}\n{{ s | body }}\n{% endfor %}"
    found = rendered(tmp_path, template, page("cell-therapy"))
    assert "- Oncology\n  - Cell therapy\n    - CAR T-cell therapy · 1 agreement" in found
    assert rendered(tmp_path, "{{ pages[0] | kicker }}") == "*Agreement*\n"


def test_template_may_build_on_that_of_the_program(tmp_path: Path) -> None:
    assert "\\*a\\*" in rendered(tmp_path, "{% include 'records.md.jinja' %}")


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("one\n{{ pages", 2, ""),
        ("one\ntwo\n{% endfor %}", 3, "endfor"),
        ("{{ query | nonsense }}", 1, "nonsense"),
        ("one\n{{ nothing }}", 2, "nothing"),
        ("{{ pages[7].name }}", 1, ""),
        ("{{ 'a'.index('b') }}", 1, ""),
        ("\n{{ 3 | footnote }}", 2, ""),
        ("{{ 1 / 0 }}", 1, "division"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", 1, "recursion"),
    ],
)
def test_mistake_is_an_error_with_file_and_line(
    tmp_path: Path, template: str, line: int, message: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(tmp_path, template)
    assert str(caught.value).startswith(f"{tmp_path / 'own.jinja'}:{line}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ pages[0].__class__ }}",
        "{{ pages[0].ref.__init__.__globals__ }}",
        "{{ query.format.__self__ }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ '{0.__class__}'.format(pages) }}",
        "{% include '../../cli.py' %}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_template_cannot_leave_the_sandbox(tmp_path: Path, template: str) -> None:
    with pytest.raises(TemplateError):
        rendered(tmp_path, template)


def test_template_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="No such file"):
        markdown_of([STARRED], None, tmp_path / "missing")
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    with pytest.raises(TemplateError, match="latin"):
        markdown_of([STARRED], None, tmp_path / "latin")


@pytest.mark.parametrize("place", [Path("/dev/zero"), Path("/dev/null"), Path("/dev")])
def test_template_is_a_plain_file(tmp_path: Path, place: Path) -> None:
    with pytest.raises(TemplateError, match="Is "):
        OwnTemplate(place)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TemplateError, match="pipe: Is not a plain file"):
        OwnTemplate(tmp_path / "pipe")


ROUND = "{% for a in range(99999) %}{% for b in range(99999) %}"
END = "{% endfor %}{% endfor %}"


@pytest.mark.parametrize(
    ("template", "limit", "value", "message"),
    [
        (ROUND + END, "SECONDS", 1.0, "takes more than 1 seconds"),
        ("{{ 10 ** (10 ** 8) }}", "SECONDS", 1.0, "takes more than 1 seconds"),
        (ROUND + "more and more" + END, "LENGTH", 10**6, "makes more than 1,000,000 characters"),
        ("{{ 'x' * 10 ** 10 }}", "MEMORY", 2 * 10**9, ":1: takes more than 2,000,000,000 bytes"),
    ],
)
def test_template_that_does_not_end_is_ended(
    tmp_path: Path,
    template: str,
    limit: str,
    value: float,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, limit, value)
    with pytest.raises(TemplateError, match=message):
        rendered(tmp_path, template)


def test_template_can_be_used_again_after_it_was_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.jinja"
    file.write_text("{% if query %}" + ROUND + END + "{% endif %}fine", encoding="utf-8")
    monkeypatch.setattr(apart, "SECONDS", 3.0)
    with OwnTemplate(file) as own:
        with pytest.raises(TemplateError):
            own.document([STARRED], "a query")
        assert own.document([STARRED]) == "fine\n"
