"""Checks → what `collab-tui check --explain` prints, and ``docs/checks.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from collab_tui.language import _
from collab_tui.registry.problems import Check


def explained(check: Check) -> str:
    """Return what a check means, what to do, and an example that causes it, as plain text."""
    example = "".join(f"    {line}\n" for line in _example(check))
    parts = (
        f"{check.code} ({_severity(check)})",
        check.means,
        _("What to do: {remedy}", remedy=check.remedy),
        _("For example:"),
        example,
    )
    return "\n\n".join(parts)


def _severity(check: Check) -> str:
    return _("error") if check.severity == "error" else _("warning")


def as_markdown(checks: Iterable[Check]) -> str:
    """Return the page of all `checks`: a table of contents, then a section for each."""
    checks = list(checks)
    table = [f"| [{c.code}](#{c.code}) | {_severity(c)} | {c.means} |" for c in checks]
    head = " | ".join((_("code"), _("severity"), _("what it means")))
    parts = [
        f"# {_('Checks')}",
        _(
            "What `collab-tui check` looks for. Errors make it exit with 1; warnings do so with"
            " `--strict`. `collab-tui check --explain CODE` shows one of them;"
            " `collab-tui check --explain all` writes this page."
        ),
        "\n".join([f"| {head} |", "| --- | --- | --- |", *table]),
    ]
    for check in checks:
        example = "\n".join(_example(check))
        parts += [
            f"## {check.code}",
            check.means,
            _("**What to do:** {remedy}", remedy=check.remedy),
            f"```text\n{example}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def _example(check: Check) -> Iterator[str]:
    if check.example is None:
        yield "collab-tui -d nowhere"
    elif isinstance(check.example, str):
        yield from check.example.rstrip().split("\n")
    elif not check.example:
        yield _("(a folder without files)")
    else:
        yield from _files(check.example)


def _files(files: Mapping[str, bytes | None]) -> Iterator[str]:
    for name, content in files.items():
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if content is None:
            yield "# " + _("{file}: a link to a file that is not there", file=shown)
        else:
            yield f"# {shown}"
            yield from content.decode("utf-8", "backslashreplace").rstrip().split("\n")
