"""``collab-tui serve``: the explorer in a browser."""

from __future__ import annotations

from pathlib import Path

import click

from collab_tui.addresses import parts_of
from collab_tui.console import fail, layers_or_fail, say
from collab_tui.extras import install_command
from collab_tui.language import _
from collab_tui.options import QueryText, data_option
from collab_tui.reasons import why

ANYWHERE = ("0.0.0.0", "::", "[::]", "*", "")  # noqa: S104 - these are refused without an address


@click.command(
    epilog="""\b
Examples:
  collab-tui serve                      at http://localhost:8000, for this computer alone
  collab-tui serve -d my-registry -q country:SG --port 9000
  collab-tui serve --host 0.0.0.0 --url http://registry.example.org:8000

\b
Visitors only read: no exports, no editing, no kept queries. With --write, whoever
reaches the page may change files of this computer. There is no login: for more than
this computer, put a web server with one before it, and name its address with --url.
Needs: pip install 'collab-tui[serve]'
""",
)
@data_option
@click.option("-q", "--query", default="", type=QueryText(), help="The query to start with.")
@click.option("--host", default="localhost", show_default=True, help="The network to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port."
)
@click.option("--url", help="The address that browsers use, if it is not that of host and port.")
@click.option(
    "--most",
    default=20,
    show_default=True,
    type=click.IntRange(min=1),
    help="Visitors at once. Each has a process of about 60 MB.",
)
@click.option("--write", is_flag=True, help="Let visitors write: exports, edits, kept queries.")
@click.pass_obj
def serve(
    inherited: tuple[Path, ...],
    data: tuple[Path, ...],
    query: str,
    host: str,
    port: int,
    url: str | None,
    most: int,
    write: bool,
) -> None:
    """Open the explorer in a browser: of this computer alone, and only to read.

    Pages of other sites cannot use it.
    """
    asked = parts_of(url or "")
    if url is not None and (asked.scheme not in ("http", "https") or not asked.netloc):
        message = _("--url {url} is not a web address; write http://NAME:PORT", url=url)
        raise click.UsageError(message)
    if host in ANYWHERE and url is None:
        message = _("--host {host} also needs --url: the address that browsers use", host=host)
        raise click.UsageError(message)
    layers = layers_or_fail(inherited, data)
    try:
        from collab_tui.serving import ExplorerServer, is_local
    except ImportError as error:
        hint = _(
            "serve needs {name}; install it with: {command}",
            name=error.name,
            command=install_command("serve"),
        )
        fail(hint, 2)
    arguments = [f"--data={layer.absolute()}" for layer in layers]
    arguments += [f"--query={query}"] if query else []
    arguments += [] if write else ["--read-only"]
    server = ExplorerServer(arguments, host, port, url, most)
    if write and not is_local(host):
        say(
            _(
                "with --write, everybody who reaches {url} may change files here",
                url=server.public_url,
            )
        )
    try:
        server.serve()
    except OSError as error:
        reason = why(error)
        fail(
            _(
                "cannot listen on {host}, port {port}: {reason}",
                host=host,
                port=port,
                reason=reason,
            ),
            1,
        )
