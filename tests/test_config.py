"""Settings, and where files are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from collab_tui.config import (
    ConfigError,
    Settings,
    load_settings,
    registry_layers,
    save_query,
)
from collab_tui.places import builtin_registry, cache_folder, config_file


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The config file, which does not exist yet; nothing else is set."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("COLLAB_TUI_CONFIG", str(path))
    monkeypatch.delenv("COLLAB_TUI_DATA", raising=False)
    return path


def test_without_a_file_everything_is_as_by_default(file: Path) -> None:
    assert config_file() == file
    assert load_settings() == Settings()


def test_every_setting_is_read(file: Path) -> None:
    file.write_text(
        'data = ["one", "/two"]\ntheme = "nord"\nexport_folder = "out"\n[keys]\nsearch = "s"\n'
    )
    assert load_settings() == Settings(
        (file.parent / "one", Path("/two")), "nord", file.parent / "out", {"search": "s"}
    )


def test_one_path_needs_no_list(file: Path) -> None:
    file.write_text('data = "one"')
    assert load_settings().data == (file.parent / "one",)


def test_tilde_means_the_home_folder(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    file.write_text('data = "~/one"')
    assert load_settings().data == (tmp_path / "home" / "one",)


def test_byte_order_mark_and_windows_lines_are_fine(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbftheme = "nord"\r\n')
    assert load_settings().theme == "nord"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'thme = "x"', ": there is no setting 'thme'; did you mean 'theme'?"),
        (b"zzz = 1", "; known keys: data, theme, export_folder, keys"),
        (b'theme = "a"\ndata = [', ":2:9: "),
        (b"theme = 1", ": 'theme' takes a text"),
        (b'glyphs = "runes"', ": 'glyphs' takes one of: unicode, narrow, ascii"),
        (b"export_folder = []", ": 'export_folder' takes a text"),
        (b"data = 1", ": 'data' takes a path or a list of paths"),
        (b"data = [1]", ": 'data' takes a path or a list of paths"),
        (b"queries = 1", ": [queries] takes lines such as: "),
        (b"keys = 1", ": [keys] takes lines such as: "),
        (b"[keys]\nsearch = 1", ": [keys] takes lines such as: "),
        (b'data = "~no-such-user-here/x"', ": there is no home folder for '~no-such-user-here/x'"),
        (b"\xff", ": cannot be read: "),
        (b"a = " + b"9" * 5000, ": cannot be read: "),
        (b"a = " + b"[" * 100_000, ""),
    ],
)
def test_mistake_is_one_line_with_the_file(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{file}:")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_folder_in_the_place_of_the_file_is_an_error(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings()


def test_command_line_comes_before_environment_before_file_before_builtin(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, settings = [Path("a")], Settings(data=(Path("c"),))
    assert registry_layers([], Settings()) == [builtin_registry()]
    assert registry_layers([], settings) == [Path("c")]
    monkeypatch.setenv("COLLAB_TUI_DATA", f"b1{os.pathsep}{os.pathsep}b2")
    assert registry_layers([], settings) == [Path("b1"), Path("b2")]
    assert registry_layers(named, settings) == named


def test_builtin_registry_is_there() -> None:
    assert list(builtin_registry().rglob("*.toml"))


def test_cache_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLLAB_TUI_CACHE", "/some/cache")
    assert cache_folder() == Path("/some/cache")


def test_user_folders_are_those_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COLLAB_TUI_CACHE", "COLLAB_TUI_CONFIG", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "collab-tui" in cache_folder().parts
    assert config_file().name == "config.toml"
    assert "collab-tui" in config_file().parts


def test_kept_query_is_found_by_its_name(file: Path) -> None:
    file.write_text('[queries]\nmine = "with:nuh"\n')
    settings = load_settings()
    assert settings.expand("@mine") == "with:nuh"
    assert settings.expand(" @mine ") == "with:nuh"
    assert settings.expand("with:nuh") == "with:nuh"
    with pytest.raises(ConfigError, match=r"'@mone'; did you mean 'mine'\?"):
        settings.expand("@mone")


@pytest.mark.parametrize(
    "before",
    [
        "",
        'theme = "nord"',
        'theme = "nord"\n\n[keys]\nsearch = "s"\n',
        "[queries]",
        '# mine\n[queries]\nold = "nuh"\n\n[keys]\n',
    ],
)
def test_query_is_kept_and_the_rest_of_the_file_stays(file: Path, before: str) -> None:
    file.write_text(before)
    old = load_settings()
    assert save_query("new", 'a "phrase" 瑞金') == file
    new = load_settings()
    assert new.queries == {**old.queries, "new": 'a "phrase" 瑞金'}
    assert (new.theme, new.keys) == (old.theme, old.keys)
    assert set(before.splitlines()) <= set(file.read_text(encoding="utf-8").splitlines())
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize(
    "before",
    ['queries = { old = "nuh" }\n', 'queries.old = "nuh"\n', 'theme = """\n[queries]\n"""'],
)
def test_query_that_cannot_be_put_in_leaves_the_file_as_it_is(file: Path, before: str) -> None:
    file.write_text(before)
    with pytest.raises(ConfigError, match="add it there yourself"):
        save_query("new", "nuh")
    assert file.read_text() == before


def test_query_is_kept_where_there_was_no_file(file: Path) -> None:
    save_query("new", "nuh")
    assert load_settings().queries == {"new": "nuh"}
    with pytest.raises(ConfigError, match="'@new' is taken"):
        save_query("new", "other")
    assert load_settings().queries == {"new": "nuh"}
