"""Texts that want to be more than text, and registries with them in every place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import tomli

from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Sort
from collab_tui.records.kinds import Kind

EVERY = Path(__file__).parent.parent / "every.toml"

TEXTS: dict[str, tuple[str, ...]] = {
    "terminal": (
        "\x1b[31mred\x1b[0m",
        "\x1b[2J\x1b[H",
        "\x1b]0;title\x07",
        "\x1b]52;c;aGFja2Vk\x07",
        "\x1b]8;;http://evil.example\x1b\\link\x1b]8;;\x1b\\",
        "\x1bP+q544e\x1b\\",
        "\x1b_Gi=31;AAAA\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bc",
        "\x1b[6n\x1b[c",
        "\x1b[?1049l",
        "\x9b2J",
        "\x9d0;title\x9c",
        "\x90q\x9c",
        "a\x07b\x08\x08c\x00d\x7fe",
        "\x0e\x0f\x05",
        "over\rwritten",
        "one\ntwo\r\nthree\n\n\nfour",
        "a\tb\x0bc\x0cd\x85e\u2028f\u2029g",
        "::error file=x,line=1::made up\n::set-output name=a::b",
    ),
    "markup": (
        "[bold]x[/]",
        "[/] [/bold] [",
        "[@click=app.quit]here[/]",
        "[link=file:///etc/passwd]x[/link]",
        "\\[bold] \\",
        "$primary %s %n {0.__class__} ${HOME} `id` $(id)",
    ),
    "direction": (
        "left \u202egnorw\u202c right",
        "\u2066a\u2067b\u2068c\u2069",
        "\u200e\u200f\u061c",
        "שלום مرحبا abc",
    ),
    "invisible": (
        "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg",
        "\U000e0041\U000e0042\ufe0f",
        "\u115f\u3164\uffa0",
        "\ufffe\uffff\U0010ffff",
        "\ufff9a\ufffab\ufffb",
        "Z" + "\u0300\u0489\u0334" * 60,
        "👩‍👩‍👧‍👦🇸🇬🏴‍☠️",
        " \u3000\u00a0 ",
    ),
    "formula": (
        "=1+1",
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://evil.example","x")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "＝1+1",
        "1e999",
        "0x1F",
        '","a";"b"\r\n=1',
    ),
    "markdown": (
        "![x](http://evil.example/x.png)",
        "[a](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\n# heading\n\n---\n\n- item\n\n```\ncode",
        "| a | b |\n| --- | --- |",
        "[^1]: note\n[^site]",
        "1. a\n> b\n* c\n***",
        "http://evil.example www.evil.example <http://evil.example>",
        "---\ntitle: x\n---",
        "&lt;b&gt; &#60; \\& \\",
    ),
    "language": (
        "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
        '"><svg onload=alert(1)>',
        "{{ 7 * 7 }} {% raw %} {# x #}",
        "'; DROP TABLE record; --",
        '" OR NEAR(a b) * ^a -b (',
        "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:y;,\\n",
        "}, title = {y}, \\input{/etc/passwd} @article{z,",
        "x\r\nER  - \r\nTY  - NEWS",
        '"""\n[registry]\ntitle = "x"\n#',
        "'''\n[[institution]]\nid = \"x\"",
        "../../../etc/passwd",
        "C:\\con\\nul:aux",
        "-rf --help",
    ),
    "length": (
        "x" * 20_000,
        "word " * 4_000,
        "瑞" * 8_000,
        "\u0301" * 500,
        "[" * 3_000,
        "\n" * 2_000 + "end",
    ),
}
"""Texts by what they want to be."""

ALL = tuple(text for texts in TEXTS.values() for text in texts)


def hostile(chance: Random) -> str:
    """Return a hostile text: one of `TEXTS`, two of them, or any characters."""
    match chance.randrange(6):
        case 0:
            return chance.choice(ALL[:-6]) + chance.choice(ALL[:-6])
        case 1:
            return "".join(map(any_character, [chance] * chance.randrange(1, 30)))
        case 2:
            return f"{chance.choice(('A', '瑞', 'Zz '))}{chance.choice(ALL[:-6])}"
        case _:
            return chance.choice(ALL)


def any_character(chance: Random) -> str:
    """Return a character that TOML may hold, rare ones as often as usual ones."""
    plane = chance.choice((0x20, 0x80, 0x100, 0x250, 0x2000, 0x2100, 0x3000, 0xFF00, 0x10000))
    code = chance.randrange(plane, min(plane * 2, 0x10FFFF))
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def toml(value: Any) -> str:
    """Write a value as TOML, with escapes for everything that is not plain ASCII."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float() | date() | time():
            return str(value)
        case str():
            return '"' + "".join(map(_escaped, value)) + '"'
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case _:
            pairs = (f"{toml(key)} = {toml(held)}" for key, held in value.items())
            return "{ " + ", ".join(pairs) + " }"


def _escaped(char: str) -> str:
    code = ord(char)
    if char in '"\\':
        return f"\\{char}"
    if 0x20 <= code < 0x7F:
        return char
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def document(tables: Mapping[str, Any]) -> str:
    """Write a registry's tables as a TOML file."""
    lines: list[str] = []
    for name, held in tables.items():
        for table in held if isinstance(held, list) else [held]:
            lines.append(f"[[{name}]]" if isinstance(held, list) else f"[{name}]")
            lines += [f"{toml(key)} = {toml(value)}" for key, value in table.items()]
            lines.append("")
    return "\n".join(lines)


@cache
def _every() -> dict[str, Any]:
    return tomli.loads(EVERY.read_text("utf-8"))


def every() -> dict[str, Any]:
    """Return the tables of the registry in which every field occurs."""
    return tomli.loads(EVERY.read_text("utf-8"))


def replaced(value: Any, new: Callable[[str], str]) -> Any:
    """Return a value with every text in it replaced."""
    if isinstance(value, str):
        return new(value)
    if isinstance(value, list):
        return [replaced(one, new) for one in value]
    if isinstance(value, dict):
        return {key: replaced(held, new) for key, held in value.items()}
    return value


CODED = {
    *("id", "tags", "region", "identifiers", "mesh", "domains", "doi", "currency", "sha256"),
    *("contact", "path"),
}
"""Keys of texts with a form of their own, which are not words."""


def words(chance: Random) -> str:
    """Return a hostile text with something to see in it, which is what a registry takes."""
    while not (text := hostile(chance)).strip():
        pass
    return text


def with_hostile_words(chance: Random) -> dict[str, Any]:
    """Return a registry that is right, with hostile texts wherever words may stand."""
    tables = every()
    tables["registry"] |= {"title": words(chance), "description": words(chance)}
    for kind, declared in DECLARED.items():
        for record in tables.get(kind.table, []):
            for field in declared.fields:
                keys = [key for key, _ in field.steps]
                is_coded = CODED & {*keys} or keys == ["links", "type"]
                if field.sort is Sort.TEXT and not is_coded:
                    _put_in(record, field.steps, lambda _: words(chance))
            record["extra"] = {hostile(chance): hostile(chance), "a": [hostile(chance), 1, True]}
    return tables


def one_each() -> dict[str, Any]:
    """Return a registry with an institution and an agreement for each of `TEXTS`, full of it."""
    said = [(f"i{number}", text) for number, text in enumerate(ALL) if text.strip()]
    return {
        "institution": [
            {"id": name, "name": text, "aliases": [text], "summary": text, "city": text}
            for name, text in said
        ],
        "agreement": [
            {"id": name, "name": text, "type": "mou", "occasion": text, "undisclosed": [text]}
            | {"participants": [{"institution": name, "people": [text]}]}
            for name, text in said
        ],
    }


def with_hostile_values(chance: Random) -> dict[str, Any]:
    """Return a registry with hostile texts anywhere: as ids, terms, codes, addresses, keys."""
    tables = every()
    for kind in Kind:
        for record in tables.get(kind.table, []):
            for key in [*record]:
                if chance.random() < 0.15:
                    record[key] = replaced(record[key], lambda _: hostile(chance))
                if chance.random() < 0.03:
                    record[hostile(chance)] = record.pop(key)
    if chance.random() < 0.3:
        tables[hostile(chance)] = [{"id": hostile(chance)}]
    return tables


def _put_in(held: Any, steps: Any, new: Callable[[str], str]) -> None:
    """Replace the texts at a path of steps, in every element of the lists on the way."""
    (key, _), *further = steps
    if isinstance(held, list):
        for one in held:
            _put_in(one, steps, new)
    elif isinstance(held, dict) and key in held:
        if further:
            _put_in(held[key], further, new)
        else:
            held[key] = _reworded(held[key], new)


def _reworded(value: Any, new: Callable[[str], str]) -> Any:
    """Replace words, but not the language that they are in."""
    if isinstance(value, dict) and "text" in value:
        return value | {"text": new(value["text"])}
    if isinstance(value, list):
        return [_reworded(one, new) for one in value]
    return replaced(value, new)
