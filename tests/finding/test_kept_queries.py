"""Queries that the config file keeps under a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.config import ConfigError, Settings, load_settings, save_query
from tests.finding.conftest import Run

SETTINGS = Settings(queries={"expiring-soon": "is:expiring country:SG", "empty": ""})


# What a name stands for


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@expiring-soon", "is:expiring country:SG"),
        ("  @expiring-soon ", "is:expiring country:SG"),
        ("@empty", ""),
        ("", ""),
        ("ruijin", "ruijin"),
        ("expiring-soon", "expiring-soon"),
        ("me@example.org", "me@example.org"),
        ("ruijin @expiring-soon", "ruijin @expiring-soon"),
        ("@expiring-soon ruijin", "@expiring-soon ruijin"),
    ],
)
def test_a_name_stands_for_its_query(text: str, expected: str) -> None:
    assert SETTINGS.expand(text) == expected


@pytest.mark.parametrize(
    ("settings", "name", "said"),
    [
        (
            SETTINGS,
            "@expiring",
            "there is no kept query '@expiring'; did you mean 'expiring-soon'?",
        ),
        (SETTINGS, "@zzz", "the kept queries: @expiring-soon, @empty"),
        (SETTINGS, "@", "there is no kept query '@'"),
        (Settings(), "@mine", "none are kept yet"),
    ],
)
def test_an_unknown_name_is_a_mistake(settings: Settings, name: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings.expand(name)
    assert said in str(caught.value)


# Keeping one


def test_without_a_config_file_one_is_made(config: Path) -> None:
    assert not config.parent.exists()
    assert save_query("mine", "with:nuh") == config
    assert config.read_text() == '[queries]\nmine = "with:nuh"\n'
    assert list(config.parent.iterdir()) == [config]


COMMENTED = """# my settings
theme = "nord"   # cold

[keys]
search = 'slash,ctrl+f'
  # indented, ünïcode — 瑞金
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[queries]\nmine = "x"\n'),
        ("\n", '\n[queries]\nmine = "x"\n'),
        (COMMENTED, COMMENTED + '\n[queries]\nmine = "x"\n'),
        ('theme = "nord"', 'theme = "nord"\n\n[queries]\nmine = "x"\n'),
        ("[queries]", '[queries]\nmine = "x"\n'),
        ("[queries]\n", '[queries]\nmine = "x"\n'),
        (
            '[queries]  # kept\n# old\nold = "y"\n\n[keys]\nquit = "Q"\n',
            '[queries]  # kept\nmine = "x"\n# old\nold = "y"\n\n[keys]\nquit = "Q"\n',
        ),
        ('theme = "nord"\r\n# c\r\n', 'theme = "nord"\r\n# c\r\n\r\n[queries]\r\nmine = "x"\r\n'),
        ("[queries]\r\na = 'b'\r\n", "[queries]\r\nmine = \"x\"\r\na = 'b'\r\n"),
        ("\ufeff[queries]\na = 'b'\n", "\ufeff[queries]\nmine = \"x\"\na = 'b'\n"),
    ],
)
def test_the_rest_of_the_file_stays_byte_for_byte(config: Path, before: str, after: str) -> None:
    config.parent.mkdir()
    config.write_bytes(before.encode())
    theme, keys = load_settings().theme, load_settings().keys
    save_query("mine", "x")
    assert config.read_bytes() == after.encode()
    settings = load_settings()
    assert settings.queries["mine"] == "x"
    assert (settings.theme, settings.keys) == (theme, keys)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_query_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, query: str
) -> None:
    path = tmp_path_factory.mktemp("kept") / "config.toml"
    save_query("first", query, path)
    save_query("second", "x", path)
    assert load_settings(path).queries == {"first": query, "second": "x"}


def test_a_link_to_a_config_file_elsewhere_stays_a_link(config: Path, tmp_path: Path) -> None:
    dotfiles = tmp_path / "dotfiles.toml"
    dotfiles.write_text('theme = "nord"\n')
    config.parent.mkdir()
    config.symlink_to(dotfiles)
    save_query("mine", "x")
    assert config.is_symlink()
    assert 'mine = "x"' in dotfiles.read_text()


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ('[queries]\nmine = "y"\n', "'@mine' is taken"),
        ('queries = { mine = "y" }\n', "'@mine' is taken"),
        ("[queries", ":1:"),
        ("theem = 1\n", "did you mean 'theme'?"),
        ("[queries]\nother = 1\n", "[queries] takes lines such as"),
        (b"\xff\xfe", "cannot be read"),
        ('queries = { other = "y" }\n', "add it there yourself"),
    ],
)
def test_a_file_that_cannot_take_it_is_left_alone(
    config: Path, before: str | bytes, said: str
) -> None:
    config.parent.mkdir()
    content = before if isinstance(before, bytes) else before.encode()
    config.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        save_query("mine", "x")
    assert said in str(caught.value)
    assert str(config) in str(caught.value)
    assert config.read_bytes() == content
    assert list(config.parent.iterdir()) == [config]


def test_where_no_folder_can_be_made_it_says_so(config: Path) -> None:
    config.parent.write_text("a file, not a folder")
    with pytest.raises(ConfigError, match=r"cannot be (read|written)"):
        save_query("mine", "x")


# The command line


def test_search_and_facets_take_a_name(config: Path, run: Run) -> None:
    save_query("mine", "with:nuh kind:agreement")
    found = run("search", "@mine", "--format", "ids")
    assert found.stdout.split() == ["agreement/angio", "agreement/ssmic", "agreement/undated"]
    counted = run("facets", "country", "@mine", "--format", "csv")
    assert counted.stdout.splitlines()[1] == "SG,Singapore,3", "agreements are counted"
    assert (
        run("facets", "kind", "@mine", "-f", "csv").stdout.splitlines()[1]
        == "agreement,agreement,3"
    )


def test_a_mistake_in_a_kept_query_is_shown_in_what_it_stands_for(config: Path, run: Run) -> None:
    save_query("mine", "contry:SG")
    result = run("search", "@mine")
    assert result.exit_code == 2
    assert "contry:SG\n^^^^^^\n" in result.stderr


def test_export_takes_a_name(config: Path, run: Run) -> None:
    save_query("mine", "id:ssmic")
    assert "Sino-Singapore" in run("export", "--query", "@mine").stdout


@pytest.mark.parametrize("command", [("search",), ("facets", "country"), ("export", "--query")])
def test_an_unknown_name_is_misuse(config: Path, run: Run, command: tuple[str, ...]) -> None:
    save_query("mine", "x")
    result = run(*command, "@mien")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "there is no kept query '@mien'; did you mean 'mine'?" in result.stderr
