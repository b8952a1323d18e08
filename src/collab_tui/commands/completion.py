"""``collab-tui completion``: what makes a shell complete commands, queries and refs."""

from __future__ import annotations

import click

from collab_tui.completing.shells import SHELLS, VARIABLE


@click.command(
    epilog="""\b
Put the line for your shell where it starts:
  bash, in ~/.bashrc:   eval "$(collab-tui completion bash)"
  zsh, in ~/.zshrc, after compinit:
                        eval "$(collab-tui completion zsh)"
  fish, once:           collab-tui completion fish > ~/.config/fish/completions/collab-tui.fish

\b
Then Tab completes, for example:
  collab-tui sea            commands and options
  collab-tui search coun    fields of queries
  collab-tui search country:
                            values, with what they mean
  collab-tui search @       the queries that you keep
  collab-tui show nu        records
Values and records are those of the registry when it was last read.
""",
)
@click.argument("shell", type=click.Choice(list(SHELLS)))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes SHELL complete commands, queries and refs."""
    root = context.find_root()
    click.echo(SHELLS[shell](root.command, {}, "collab-tui", VARIABLE).source(), nl=False)
