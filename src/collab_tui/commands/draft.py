"""``collab-tui draft``: proposed records from an article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from collab_tui.commands.asking import form_wanted, write_text
from collab_tui.commands.progress import OF_THE_DUMP, progress
from collab_tui.console import fail, open_catalog, tell
from collab_tui.formats import DRAFTED
from collab_tui.language import _, _n, number
from collab_tui.options import (
    FileName,
    Text,
    data_option,
    force_option,
    format_option,
    output_option,
)
from collab_tui.places import cache_folder
from collab_tui.records.kinds import Kind
from collab_tui.render.words import clean_lines

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.drafting.article import Article
    from collab_tui.drafting.proposal import Proposal


@click.command(
    epilog="""\b
Examples:
  collab-tui draft saved-page.html -d my-registry
  collab-tui draft article.pdf --ror ror-data.zip -o my-registry/new.toml
  curl -s https://example.org/news | collab-tui draft - --url https://example.org/news -f json

\b
Languages: English, Indonesian, Chinese; others as far as the names go.
HTML and PDF need: pip install 'collab-tui[draft]'
""",
)
@click.argument("path", metavar="FILE|-", type=FileName())
@click.option("--url", metavar="URL", type=Text(), help="Where the article is from.")
@data_option
@click.option(
    "--ror",
    metavar="DUMP",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A dump of ROR: its organisations are found, too. Its names are read once and kept.",
)
@click.option(
    "--extractor",
    metavar="COMMAND",
    type=Text(),
    help="Ask this program instead of the rules; see docs/drafts.md.",
)
@format_option(DRAFTED)
@output_option
@force_option
@click.pass_obj
def draft(
    inherited: tuple[Path, ...],
    path: str,
    url: str | None,
    data: tuple[Path, ...],
    ror: Path | None,
    extractor: str | None,
    form: str | None,
    output: str | None,
    force: bool,
) -> None:
    """Propose records from an article: who agreed with whom, when, on what, who signed.

    FILE is a saved page (HTML), a PDF with text, Markdown, or plain text; - is stdin. Nothing is
    fetched. Each value comes with its sentence as evidence; what no sentence says is not proposed.
    An agreement that the registry has is shown beside what the article says. The exit code is 1 if
    the article announces nothing.
    """
    from collab_tui.drafting.reading import ReadingError, read_article

    form = form_wanted(form, output, DRAFTED)
    try:
        reading = read_article(path, url)
    except ReadingError as error:
        fail(str(error), 2)
    for note in reading.notes:
        tell(note)
    catalog = open_catalog(inherited, data, quiet=True)
    proposal = _proposal(reading.article, catalog, ror, extractor)
    for note in proposal.notes:
        tell(note)
    if proposal.agreements or form == "json":
        write_text([_written(proposal, form)], output, force=force)
    _say(proposal)
    if not proposal.agreements:
        sys.exit(1)


def _proposal(
    article: Article, catalog: Catalog, ror: Path | None, extractor: str | None
) -> Proposal:
    from collab_tui.drafting.lexicon import Lexicon
    from collab_tui.importing.dump import DumpError

    try:
        with progress(OF_THE_DUMP) as show:
            lexicon = Lexicon.of(catalog, ror, cache_folder(), show)
    except DumpError as error:
        fail(str(error), 2)
    click.get_current_context().call_on_close(lexicon.close)
    if extractor is not None:
        from collab_tui.drafting.answered import proposal_of
        from collab_tui.drafting.extractor import ExtractorError, ask

        try:
            answer = ask(extractor, article)
        except ExtractorError as error:
            fail(str(error), 2)
        return proposal_of(answer, article, catalog, lexicon)
    from collab_tui.drafting.drafter import propose
    from collab_tui.drafting.topics import Topics

    return propose(article, catalog, lexicon, Topics.of(catalog))


def _written(proposal: Proposal, form: str) -> str:
    from collab_tui.drafting.written import as_object, as_toml

    if form == "json":
        from collab_tui.render.results import objects_json

        return objects_json([as_object(proposal)])
    return clean_lines(as_toml(proposal))


def _say(proposal: Proposal) -> None:
    """Say in a line or two what is proposed."""
    if not proposal.agreements:
        tell(_("no agreement is announced in it"))
        return
    known = [one.known.ref for one in proposal.agreements if one.known is not None]
    parts = [Kind.AGREEMENT.counted(len(proposal.agreements))]
    if known:
        parts.append(_("in the registry already: {refs}", refs=", ".join(known)))
    if proposal.institutions:
        new = len(proposal.institutions)
        parts.append(_n("{count} new institution", "{count} new institutions", new))
    if proposal.others:
        parts.append(_("{count} named and left out", count=number(len(proposal.others))))
    tell("; ".join(parts))
