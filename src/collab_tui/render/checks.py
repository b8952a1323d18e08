"""Checks → what `collab-tui check --explain` prints, and ``docs/checks.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from collab_tui.registry.problems import Check


def explained(check: Check) -> str:
    """Return what a check means, what to do, and an example that causes it, as plain text."""
    example = "".join(f"    {line}\n" for line in _example(check))
    return (
        f"{check.code} ({check.severity})\n\n"
        f"{check.means}\n\nWhat to do: {check.remedy}\n\nFor example:\n\n{example}"
    )


def as_markdown(checks: Iterable[Check]) -> str:
    """Return the page of all `checks`: a table of contents, then a section for each."""
    checks = list(checks)
    table = [f"| [{c.code}](#{c.code}) | {c.severity} | {c.means} |" for c in checks]
    parts = [
        "# Checks",
        "What `collab-tui check` looks for. Errors make it exit with 1; warnings do so with"
        " `--strict`. `collab-tui check --explain CODE` shows one of them;"
        " `collab-tui check --explain all` writes this page.",
        "\n".join(["| code | severity | what it means |", "| --- | --- | --- |", *table]),
    ]
    for check in checks:
        example = "\n".join(_example(check))
        parts += [
            f"## {check.code}",
            check.means,
            f"**What to do:** {check.remedy}",
            f"```text\n{example}\n```",
        ]
    return "\n\n".join(parts) + "\n"


def _example(check: Check) -> Iterator[str]:
    if check.example is None:
        yield "collab-tui -d nowhere"
    elif isinstance(check.example, str):
        yield from check.example.rstrip().split("\n")
    elif not check.example:
        yield "(a folder without files)"
    else:
        yield from _files(check.example)


def _files(files: Mapping[str, bytes | None]) -> Iterator[str]:
    for name, content in files.items():
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        if content is None:
            yield f"# {shown}: a link to a file that is not there"
        else:
            yield f"# {shown}"
            yield from content.decode("utf-8", "backslashreplace").rstrip().split("\n")
