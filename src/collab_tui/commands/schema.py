"""``collab-tui schema``: the fields of registry files."""

from __future__ import annotations

import click


@click.command()
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["json", "markdown"]),
    default="json",
    show_default=True,
)
def schema(form: str) -> None:
    """Print every field of registry files: as JSON Schema, for editors, or as Markdown."""
    import json

    if form == "markdown":
        from collab_tui.render.fields import as_markdown

        click.echo(as_markdown(), nl=False)
        return

    from collab_tui.registry.schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
