"""The language that the program speaks, and how it is chosen."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from rich.cells import cell_len

from collab_tui.language import FOLDER, language_named, number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id", "id"),
        ("id_ID.UTF-8", "id"),
        ("en_GB", "en"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("zh", "zh_CN"),
        ("zh-Hans", "zh_CN"),
        ("zh_CN.GB18030@x", "zh_CN"),
        ("zh_SG", "zh_CN"),
        ("zh_TW", None),
        ("zh-Hant-HK", None),
        ("fr_FR", None),
        ("", None),
    ],
)
def test_a_language_by_its_many_names(text: str, code: str | None) -> None:
    assert language_named(text) == code


def spoken(environment: Mapping[str, str], folder: Path) -> str:
    """Return the language of a run of the program in an environment."""
    gone = ("COLLAB_TUI_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    kept["COLLAB_TUI_CONFIG"] = str(folder / "config.toml")
    code = "from collab_tui.language import LANGUAGE, number; print(LANGUAGE, number(1234567.5))"
    run = [sys.executable, "-c", code]
    return subprocess.run(
        run, env=kept | dict(environment), check=True, capture_output=True, text=True
    ).stdout.strip()


def test_the_first_that_names_a_language_decides(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    assert spoken({}, tmp_path) == "en 1,234,567.5"
    assert spoken({"LANG": "id_ID.UTF-8"}, tmp_path) == "id 1.234.567,5"
    assert spoken({"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, tmp_path) == "en 1,234,567.5"
    assert spoken({"LANG": "de_DE", "LANGUAGE": "fr:zh_CN:id"}, tmp_path) == "zh_CN 1,234,567.5"
    config.write_text('language = "id"\n')
    assert spoken({"LANG": "zh_CN.UTF-8"}, tmp_path) == "id 1.234.567,5"
    assert spoken({"COLLAB_TUI_LANGUAGE": "zh"}, tmp_path) == "zh_CN 1,234,567.5"
    config.write_text('language = "id"\n[')  # the settings say by themselves what is wrong
    assert spoken({}, tmp_path) == "en 1,234,567.5"


def test_numbers_in_english() -> None:
    assert number(1234) == "1,234"


def test_texts_of_templates_are_collected() -> None:
    script = Path(__file__).parents[1] / "scripts" / "words.py"
    words = runpy.run_path(str(script), run_name="words")
    templates = FOLDER.parent / "render" / "templates"
    found = extract_from_dir(templates, words["TEMPLATES"], keywords=words["KEYWORDS"])
    assert "Notes on sources" in [message for _, _, message, _, _ in found]


def test_a_text_inside_an_f_string_is_collected(tmp_path: Path) -> None:
    script = Path(__file__).parents[1] / "scripts" / "words.py"
    words = runpy.run_path(str(script), run_name="words")
    module = tmp_path / "module.py"
    module.write_text("print(f\"{_('told')}: {_n('{count} one', '{count} many', 2)}\")\n")
    assert list(words["of_code"](module)) == [
        ("told", None),
        (("{count} one", "{count} many"), None),
    ]


def run_in(language: str, *arguments: str) -> str:
    """Return what a command prints in a language."""
    run = [sys.executable, "-m", "collab_tui", *arguments]
    environment = os.environ | {"COLLAB_TUI_LANGUAGE": language, "COLUMNS": "80"}
    return subprocess.run(run, env=environment, capture_output=True, text=True, check=False).stdout


def test_help_in_chinese_stays_within_the_line_and_has_its_own_colons() -> None:
    help_ = run_in("zh_CN", "check", "--help")
    written, _, examples = help_.partition("示例：")
    assert written.startswith("用法：collab-tui check")
    assert "\n选项：\n" in written
    assert "collab-tui check" in examples
    assert max(map(cell_len, written.splitlines())) <= 80


def test_fields_are_named_in_the_language_on_the_command_line() -> None:
    assert run_in("id", "facets", "negara") == run_in("id", "facets", "country") != ""
