"""User settings."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from collab_tui.files import MOST_OF_SETTINGS, read_bytes
from collab_tui.language import LANGUAGES, _, language_named
from collab_tui.places import builtin_registry, config_file
from collab_tui.reasons import told, why
from collab_tui.suggest import did_you_mean

GLYPHS = ("unicode", "narrow", "ascii")
"""What may be drawn with; the first is the usual."""


class ConfigError(ValueError):
    """A config file that cannot be used. The message says where and why."""


class Settings(NamedTuple):
    """What the config file says; every key may be left out.

    - ``data``: a path or a list of paths, the registry to open;
    - ``theme``: the name of a Textual theme;
    - ``export_folder``: where the explorer writes exports, by default `documents_folder`;
    - ``[keys]``: an action's id = its keys, separated by commas;
    - ``[queries]``: a name = a query, for ``search @name`` and the explorer's palette;
    - ``lists``: the kinds whose lists the explorer shows, from the top; ``["agreement", "person"]``
      leaves the others a key away;
    - ``glyphs``: ``unicode``; ``narrow`` in a terminal that draws signs of ambiguous width, such as
      ``●`` and ``│``, in two columns; ``ascii`` where a terminal or its font cannot show more;
    - ``language``: what the program speaks, one of `LANGUAGES` (`language` reads it by itself).
    """

    data: tuple[Path, ...] = ()
    theme: str | None = None
    export_folder: Path | None = None
    keys: Mapping[str, str] = MappingProxyType({})
    queries: Mapping[str, str] = MappingProxyType({})
    glyphs: str = GLYPHS[0]
    lists: tuple[str, ...] = ()
    language: str | None = None

    def expand(self, query: str) -> str:
        """Return the query of ``@name``; any other query is returned unchanged.

        Raises:
            ConfigError: no query is kept under this name.
        """
        name = query.strip().removeprefix("@")
        if not query.strip().startswith("@") or " " in name:
            return query
        if name not in self.queries:
            known = ", ".join(f"@{known}" for known in self.queries) or _("none are kept yet")
            near = did_you_mean(name, self.queries)
            hint = near or _("the kept queries: {queries}", queries=known)
            raise ConfigError(_("there is no kept query '@{name}'; {hint}", name=name, hint=hint))
        return self.queries[name]


def registry_layers(named: Sequence[Path], settings: Settings) -> list[Path]:
    """Return the paths of the registry to open.

    The first of these that is given: the paths on the command line, ``$COLLAB_TUI_DATA`` (separated
    like ``$PATH``), the config file, the registry that comes with the program.
    """
    if named:
        return list(named)
    environment = os.environ.get("COLLAB_TUI_DATA", "")
    paths = [Path(part) for part in environment.split(os.pathsep) if part]
    return paths or list(settings.data) or [builtin_registry()]


def first_unusable(paths: Sequence[Path]) -> str | None:
    """Return what is wrong with the first of `paths` that cannot be looked at; None if all can."""
    for path in paths:
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return _("{path} does not exist; name a folder or a file of TOML", path=path)
        except (OSError, ValueError) as error:
            reason = why(error)
            return _("{path} cannot be looked at as a registry: {reason}", path=path, reason=reason)
    return None


def load_settings(path: Path | None = None) -> Settings:
    """Read the config file. If there is none, every setting has its default.

    Raises:
        ConfigError: the file cannot be read, or says something unknown.
    """
    path = path or config_file()
    try:
        text = read_bytes(path, MOST_OF_SETTINGS).decode("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        reason = why(error)
        raise ConfigError(
            _("{file}: cannot be read: {reason}", file=path, reason=reason)
        ) from error
    import tomli

    try:
        content = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise ConfigError(f"{path}:{error.lineno}:{error.colno}: {told(error.msg)}") from error
    except (RecursionError, ValueError) as error:
        raise ConfigError(
            _("{file}: cannot be read: {reason}", file=path, reason=why(error))
        ) from error
    return _settings(path, content)


def _settings(path: Path, content: dict[str, Any]) -> Settings:
    known = Settings._fields
    for key in content:
        if key not in known:
            near = did_you_mean(key, known)
            hint = near or _("known keys: {known}", known=", ".join(known))
            raise ConfigError(
                _("{file}: there is no setting '{key}'; {hint}", file=path, key=key, hint=hint)
            )

    def text(key: str) -> str | None:
        value = content.get(key)
        if value is not None and not isinstance(value, str):
            raise ConfigError(_("{file}: '{key}' takes a text", file=path, key=key))
        return value

    data = content.get("data", [])
    paths = [data] if isinstance(data, str) else data
    if not isinstance(paths, list) or not all(isinstance(item, str) for item in paths):
        raise ConfigError(_("{file}: 'data' takes a path or a list of paths", file=path))
    if not all(paths):
        raise ConfigError(
            _("{file}: 'data' has an empty path; name a folder or a file of TOML", file=path)
        )

    def table(key: str, example: str) -> dict[str, str]:
        value = content.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            raise ConfigError(
                _(
                    "{file}: [{table}] takes lines such as: {example}",
                    file=path,
                    table=key,
                    example=example,
                )
            )
        return value

    keys = table("keys", 'search = "slash,ctrl+f"')
    queries = table("queries", 'expiring = "country:SG is:expiring"')
    folder = text("export_folder")
    glyphs = text("glyphs") or GLYPHS[0]
    if glyphs not in GLYPHS:
        raise ConfigError(_one_of(path, "glyphs", GLYPHS))
    language = text("language")
    if language and language_named(language) is None:
        raise ConfigError(_one_of(path, "language", LANGUAGES))
    lists = content.get("lists", [])
    if not isinstance(lists, list) or not all(isinstance(item, str) for item in lists):
        raise ConfigError(_("{file}: 'lists' takes a list of kinds of records", file=path))
    return Settings(
        tuple(_beside(path, item) for item in paths),
        text("theme"),
        _beside(path, folder) if folder else None,
        keys,
        queries,
        glyphs,
        tuple(lists),
        language,
    )


def _one_of(file: Path, key: str, values: Iterable[str]) -> str:
    known = ", ".join(values)
    return _("{file}: '{key}' takes one of: {values}", file=file, key=key, values=known)


def save_query(name: str, query: str, path: Path | None = None) -> Path:
    """Keep `query` as `name` in the config file. The rest of the file does not change.

    Returns the file's path.

    Raises:
        ConfigError: the file cannot be read or written, or the name is taken.
    """
    import json

    path = path or config_file()
    if name in load_settings(path).queries:
        raise ConfigError(
            _("'@{name}' is taken; choose another name, or edit {file}", name=name, file=path)
        )
    try:
        text = read_bytes(path, MOST_OF_SETTINGS).decode() if path.exists() else ""
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        text = text.removeprefix(mark)
        newline = "\r\n" if "\r\n" in text else "\n"
        line = f"{name} = {json.dumps(query, ensure_ascii=False)}{newline}"
        lines = text.splitlines(keepends=True)
        heads = [i for i, found in enumerate(lines) if re.match(r"\s*\[queries\]", found)]
        if heads:
            if not lines[heads[0]].endswith("\n"):
                lines[heads[0]] += newline
            lines.insert(heads[0] + 1, line)
        else:
            gap = newline if text.strip() else ""
            end = "" if not text or text.endswith("\n") else newline
            lines.append(f"{end}{gap}[queries]{newline}{line}")
        if not _keeps("".join(lines), name, query):
            raise ConfigError(
                _(
                    "{file} has no plain [queries] table; add it there yourself: {line}",
                    file=path,
                    line=line.strip(),
                )
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.resolve()  # the file itself, if a link leads to it
        temporary = file.with_name(f".{file.name}.new")
        temporary.write_bytes((mark + "".join(lines)).encode())
        temporary.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            _("{file} cannot be written: {reason}", file=path, reason=why(error))
        ) from error
    return path


def _keeps(text: str, name: str, query: str) -> bool:
    """Tell whether a config file with this text keeps `query` as `name`."""
    import tomli

    try:
        return bool(tomli.loads(text)["queries"][name] == query)
    except (tomli.TOMLDecodeError, KeyError):
        return False


def _beside(config: Path, path: str) -> Path:
    """Return a path of the config file. A relative path starts at the folder of the file."""
    try:
        return config.parent / Path(path).expanduser()
    except RuntimeError as error:
        message = _("{file}: there is no home folder for '{path}'", file=config, path=path)
        raise ConfigError(message) from error
