"""Reasons of others: the words of tomli and of the system are known, so they can be translated."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import time
from typing import Any
from zipfile import ZipFile

import pytest
import tomli

from collab_tui.reasons import OTHERS, SYSTEM, is_known, told, why
from collab_tui.records.models import MODELS, RegistryInfo, keys_of, table_at
from collab_tui.registry.checks.values import BAD_VALUE
from collab_tui.registry.validate import read_table
from tests.hostile.parts.toml_test import FILES

VALUES: tuple[object, ...] = (True, -5, float("nan"), " ", "x", [5], {"x": 5}, [{}], time(1))


def test_every_reason_of_tomli_is_known() -> None:
    said = []
    with ZipFile(FILES) as files:
        for name in files.namelist():
            try:
                tomli.loads(files.read(name).decode())
            except (ValueError, RecursionError) as error:
                said.append(str(error))
    assert [reason for reason in said if not is_known(reason)] == []
    met = {reason[:12].lower() for reason in said}
    expected = [one for one in OTHERS if one.startswith(("un", "ex", "in", "cannot", "dup"))]
    assert len(met) > len(expected) / 2, "the files are those that are meant"


def test_no_wrong_value_is_told_in_the_words_of_pydantic() -> None:
    """What a model refuses has a check of its own, or another case of `bad-value`."""
    for model in (*MODELS.values(), RegistryInfo):
        for table in tables(model):
            for problem in read_table(model, table, "a.toml").problems:
                assert (problem.check, problem.case) != (BAD_VALUE, ""), (table, problem.message)


def tables(model: Any) -> Iterator[dict[str, Any]]:
    """Yield tables of a model with one wrong value each, at any depth."""
    base = {"id": "a", "name": "A", "type": "mou"} if model is not RegistryInfo else {}
    yield from ({**base, **table} for table in _wrong(model))


def _wrong(model: Any) -> Iterator[dict[str, Any]]:
    for key in keys_of(model):
        for value in VALUES:
            yield {key: value}
        inner = table_at(model, (key,))
        if inner is not model:
            for table in _wrong(inner):
                yield {key: table}
                yield {key: [table]}


def test_the_reasons_of_the_system_are_said_in_the_language() -> None:
    for code in SYSTEM:
        assert is_known(os.strerror(code))
        assert why(OSError(code, os.strerror(code), "x")) == os.strerror(code)
    assert why(OSError("of its own")) == "of its own"
    assert why(TimeoutError()) == "TimeoutError"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("permission denied", "<Permission denied>"),
        ("Unclosed array", "<unclosed array>"),
        (
            "expected '=' after a key in a key/value pair",
            "<expected '=' after a key in a key/value pair>",
        ),
        ("expected \"'''\"", "<expected \"'''\">"),
        (
            "Cannot declare ('a', 'b') twice (at line 2, column 14)",
            "<<cannot declare ('a', 'b') twice> (line 2, column 14)>",
        ),
        ("Invalid value (at end of document)", "<<invalid value> (at the end)>"),
        ("something that nobody knows", "something that nobody knows"),
    ],
)
def test_reasons_are_told_with_their_values(reason: str, words: str) -> None:
    said: Callable[[str], str] = "<{}>".format
    assert told(reason, said) == words
    assert told(reason, str) == told(reason) == reason
