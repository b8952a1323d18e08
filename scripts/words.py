"""Collects the texts of the program and brings the translations in ``locale/`` up to date.

``python scripts/words.py`` writes the files. ``--check`` writes nothing; it names what is out of
date, every text without a translation, and every translation that lost a place, and then exits 1.
``--missing LANGUAGE`` prints the texts without a translation as a PO file, to be translated;
``--take LANGUAGE FILE`` takes the translations of such a file over.

Texts are what stands in the code and in templates as ``_("…")``, ``_n("…", "…", …)`` or
``_c("…", "…")``, and what the commands say about themselves: their help, epilogs and options.
click's own words stand among them, because it shows them between ours. Terms of vocabularies, and
the names of the fields of queries, are taken from their declarations.
"""

from __future__ import annotations

import ast
import io
import os
import re
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

os.environ["COLLAB_TUI_LANGUAGE"] = "en"  # before the commands are imported

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from collab_tui.cli import cli
from collab_tui.commands import texts_of
from collab_tui.language import DOMAIN, FOLDER, LANGUAGES
from collab_tui.query.fields import FIELDS
from collab_tui.records.closed import Vocabulary
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.states import STATE, STATES
from collab_tui.records.field import FIELD_OF_QUERIES, KEY

SOURCES = FOLDER.parent
KEYWORDS = {"_": None, "_later": None, "_n": (1, 2), "_c": ((1, "c"), 2)}
TEMPLATES = [("**.jinja", "jinja2")]
CLICK = Path(click.__file__).parent
SPOKEN_BY_CLICK = [
    (f"{module}.py", "python")
    for module in ("core", "decorators", "exceptions", "formatting", "types")
]
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")


class Texts(Catalog):
    """A catalog whose files change only with its texts: it has no dates and names no versions."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines that gettext needs."""
        language = [("Language", str(self.locale))] if self.locale else []
        plural = [("Plural-Forms", self.plural_forms)] if self.locale else []
        return [*language, *plural, ("Content-Type", "text/plain; charset=utf-8")]


def template() -> Texts:
    """Return every text, without translations."""
    found = Texts()
    for file in sorted(SOURCES.rglob("*.py")):
        for message, context in of_code(file):
            found.add(message, context=context)
    for _file, _line, message, _comments, context in extract_from_dir(
        SOURCES, TEMPLATES, keywords=KEYWORDS
    ):
        found.add(message, context=context)
    for _file, _line, message, _comments, context in extract_from_dir(CLICK, SPOKEN_BY_CLICK):
        found.add(message, context=context)
    for text in sorted(set(of_command(cli))):
        found.add(text)
    for text, context in of_declarations():
        found.add(text, context=context)
    return found


def of_code(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Yield the texts that a module marks, each with its context.

    babel reads tokens, and so does not see what is marked inside an f-string.
    """
    for call in ast.walk(ast.parse(file.read_bytes())):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        if call.func.id not in KEYWORDS:
            continue
        takes = 1 if call.func.id in ("_", "_later") else 2
        texts = [one.value for one in call.args[:takes] if isinstance(one, ast.Constant)]
        if len(texts) < takes:
            continue  # a text that is declared elsewhere
        if call.func.id == "_c":
            yield texts[1], texts[0]
        else:
            yield (texts[0] if takes == 1 else (texts[0], texts[1])), None


def of_declarations() -> Iterator[tuple[str, str | None]]:
    """Yield the texts that are declared with an English name, each with its context."""
    for vocabulary in Vocabulary.__subclasses__():
        for term in vocabulary:
            yield term.english, vocabulary.__name__
            yield term.help, None
    for declaration in DECLARED.values():
        for field in declaration.fields:
            for key, _is_list in field.steps:
                yield key.replace("_", " "), KEY
    for name in FIELDS:
        yield name, FIELD_OF_QUERIES
    for name in STATES:
        yield name, STATE


def of_command(command: click.Command) -> Iterator[str]:
    """Yield the texts of a command and of those below it."""
    yield from texts_of(command)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from of_command(inner)


def file_of(language: str, ending: str = "po") -> Path:
    """Return the path of a language's catalog."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


def updated(language: str, texts: Texts, *files: Path) -> Texts:
    """Return all texts, each with its translation in the last of `files` that has one."""
    known = []
    for file in files:
        if file.exists():
            with file.open("rb") as opened:
                known.append(read_po(opened, locale=language))
    new = Texts(locale=language)
    for message in texts:
        if message.id:
            found = [catalog.get(message.id, message.context) for catalog in known]
            said = [one.string for one in found if one is not None and is_said(one)]
            string = said[-1] if said else ""
            new.add(message.id, string, context=message.context, flags=message.flags)
    return new


def as_po(texts: Iterable[Message], whole: Texts) -> bytes:
    """Return some of the texts of a catalog as a PO file, in the order of the alphabet."""
    chosen = Texts(locale=whole.locale, header_comment="# Texts of collab-tui")
    for message in texts:
        chosen.add(message.id, message.string, context=message.context, flags=message.flags)
    written = io.BytesIO()
    write_po(written, chosen, no_location=True, sort_output=True, width=100)
    return written.getvalue()


def as_mo(texts: Texts) -> bytes:
    """Return a catalog in the form that the program reads."""
    written = io.BytesIO()
    write_mo(written, texts)
    return written.getvalue()


def is_said(message: Message) -> bool:
    """Tell whether a text has a translation, in each form."""
    return all(forms(message))


def forms(message: Message) -> list[str | None]:
    """Return the translations of a text, one for each form that its language counts with."""
    return [*message.string] if isinstance(message.string, (list, tuple)) else [message.string]


def places(text: str) -> set[str]:
    """Return the names of the places of a text: ``{path}``, ``{count}``.

    Raises:
        ValueError: a brace is left open, or there is one too many.
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with a translation."""
    if not is_said(message):
        yield "has no translation"
        return
    ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    strings = [one or "" for one in forms(message)]
    try:
        wanted = [places(one) for one in ids]
    except ValueError:
        wanted = [None]  # a text with braces of its own
    for said in strings:
        try:
            found: set[str] | None = places(said)
        except ValueError:
            found = None
        if found not in wanted:
            yield f"has other places in its translation: {said!r}"
        if said.count("\n") != ids[0].count("\n"):
            yield f"has other lines in its translation: {said!r}"
        if said != said.strip() and ids[0] == ids[0].strip():
            yield f"has space around its translation: {said!r}"
        if MARKUP.findall(said) != MARKUP.findall(ids[0]):
            yield f"has other code in its translation: {said!r}"


MARKUP = re.compile(r"`[^`]*`")
"""What is written as code stays as it is."""


def check(language: str, texts: Texts) -> Iterator[str]:
    """Yield what is wrong with a language's files."""
    new = updated(language, texts, file_of(language))
    for ending, content in (("po", as_po(new_texts(new), new)), ("mo", as_mo(new))):
        file = file_of(language, ending)
        if not file.exists() or file.read_bytes() != content:
            yield f"{file} is out of date: run python scripts/words.py"
    for message in new_texts(new):
        for fault in faults(message):
            yield f"{language}: {message.id!r} {fault}"


def new_texts(texts: Texts) -> list[Message]:
    """Return the texts of a catalog without its header."""
    return [message for message in texts if message.id]


def main() -> None:
    """Do what the arguments say; see the top of this file."""
    texts = template()
    match sys.argv[1:]:
        case ["--check"]:
            wrong = [fault for language in TRANSLATED for fault in check(language, texts)]
            print("\n".join(wrong))
            sys.exit(1 if wrong else 0)
        case ["--missing", language]:
            whole = updated(language, texts, file_of(language))
            missing = [message for message in new_texts(whole) if not is_said(message)]
            sys.stdout.buffer.write(as_po(missing, whole))
        case ["--take", language, *files]:
            write(language, updated(language, texts, file_of(language), *map(Path, files)))
        case []:
            for language in TRANSLATED:
                write(language, updated(language, texts, file_of(language)))
        case _:
            sys.exit(__doc__)


def write(language: str, texts: Texts) -> None:
    """Write the files of a language."""
    file_of(language).parent.mkdir(parents=True, exist_ok=True)
    file_of(language).write_bytes(as_po(new_texts(texts), texts))
    file_of(language, "mo").write_bytes(as_mo(texts))


if __name__ == "__main__":
    main()
