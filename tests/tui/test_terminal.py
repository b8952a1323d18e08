"""The installed program in a real pseudo-terminal."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import Registry
from tests.tui.registries import SMALL
from tests.tui.terminal import PATIENCE, Terminal

Start = Callable[..., Terminal]

ENTER, ESCAPE, BACKSPACE = "\r", "\x1b", "\x7f"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder in which the program starts."""
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def start(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Return a function that starts the program; all share one cache."""
    cache = tmp_path_factory.getbasetemp() / "shared-cache"
    cache.mkdir(exist_ok=True)
    with ExitStack() as stack:

        def run(*arguments: str, **options: object) -> Terminal:
            terminal = Terminal(*arguments, folder=home, cache=cache, **options)  # type: ignore[arg-type]
            return stack.enter_context(terminal)

        yield run


def test_the_main_job_from_end_to_end(start: Start, home: Path) -> None:
    documents = home / "Documents"
    documents.mkdir()
    own = {"HOME": str(home), "XDG_DOCUMENTS_DIR": str(documents)}
    terminal = start(environment=own)
    terminal.until_seen("1 Institutions", "2 Agreements", "3 Focus areas", "OVERVIEW")
    terminal.press("/")
    terminal.until_seen("results")
    terminal.press("ruijin")
    terminal.until_seen("/ ruijin", "Ruijin Hospital")
    terminal.until(lambda screen: 0 < counts(screen)[0] < counts(screen)[1])
    terminal.press(ESCAPE)
    terminal.until(lambda screen: counts(screen)[0] == counts(screen)[1] > 50)
    terminal.press("ssmic" + ENTER)
    terminal.until_seen("/ ssmic")
    terminal.press("2")
    terminal.until_seen("agreement/ssmic", "PARTICIPANTS")
    terminal.press(ENTER)
    terminal.until_seen("follow")
    terminal.press(ENTER)
    terminal.until(lambda screen: "agreement/ssmic" not in screen and "back" in screen)
    assert "institution/" in terminal.text
    terminal.press(BACKSPACE)
    terminal.until_seen("agreement/ssmic")
    terminal.press("e")
    terminal.until_seen("● Markdown", "ssmic.md")
    terminal.press(ENTER)
    terminal.until_seen("Wrote")
    assert [path.name for path in documents.iterdir()] == ["ssmic.md"]
    written = (documents / "ssmic.md").read_text(encoding="utf-8")
    assert written.startswith('---\nref: "agreement/ssmic"\n')
    assert "Ruijin Hospital" in written
    assert "[^" in written
    terminal.press("q")
    assert terminal.end() == 0


def test_quitting_leaves_the_terminal_as_it_was(start: Start) -> None:
    terminal = start()
    terminal.until_seen("1 Institutions")
    assert b"\x1b[?1049h" in terminal.raw
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.modes_after == terminal.modes
    last = terminal.raw[terminal.raw.rindex(b"\x1b[?1049h") :]
    assert b"\x1b[?1049l" in last, "back to the screen that was there"
    for mode in (1000, 1003, 1006, 2004):
        assert last.rfind(b"\x1b[?%dl" % mode) > last.rfind(b"\x1b[?%dh" % mode), mode
    assert last.rindex(b"\x1b[?25h") > last.rfind(b"\x1b[?25l"), "the cursor can be seen"


def test_a_smaller_terminal_is_filled_again(start: Start) -> None:
    terminal = start()
    terminal.until_seen("1 Institutions", "OVERVIEW")
    terminal.resize(60, 20)
    terminal.until(lambda screen: "OVERVIEW" not in screen and "1 Institutions" in screen)
    terminal.press("2")
    terminal.until_seen("▌2 Agreements")
    terminal.press(ENTER)
    terminal.until_seen("agreement/")
    assert len(terminal.screen.display) == 20
    terminal.resize(40, 10)
    terminal.until_seen("60×20", "40×10")
    terminal.resize(120, 40)
    terminal.until_seen("1 Institutions", "agreement/")


def test_it_starts_with_a_query(start: Start) -> None:
    terminal = start("-q", "ruijin")
    terminal.until_seen("/ ruijin", "Ruijin Hospital")
    terminal.until(lambda screen: counts(screen)[0] < counts(screen)[1])


def test_the_editor_is_opened_at_the_record_s_line(
    start: Start, registry: Registry, home: Path, tmp_path: Path
) -> None:
    folder = registry(small=SMALL)
    script = tmp_path / "vim"  # this name makes it take +LINE FILE
    script.write_text(
        f"#!{sys.executable}\nimport sys\n"
        f"open({str(tmp_path / 'told')!r}, 'w').write(repr(sys.argv[1:]))\n"
        "text = open(sys.argv[2]).read()\n"
        "open(sys.argv[2], 'w').write(text.replace('\"Philips\"', '\"Royal Philips\"'))\n"
        "input('press Enter')\n"
    )
    script.chmod(0o755)
    terminal = start("-d", str(folder), environment={"EDITOR": str(script)})
    terminal.until_seen("1 Institutions", "Philips")
    terminal.press("jj")
    terminal.until_seen("institution/philips")
    terminal.press("E")
    terminal.until_seen("press Enter")
    terminal.press("\n")
    terminal.until_seen("Royal Philips", "institution/philips")
    line = SMALL.splitlines().index('id = "philips"')  # [[institution]] is the line before
    assert (tmp_path / "told").read_text() == repr([f"+{line}", str(folder / "small.toml")])
    terminal.press("q")
    assert terminal.end() == 0
    assert terminal.modes_after == terminal.modes


def test_two_explorers_share_one_cache(start: Start) -> None:
    first, second = start(), start()
    for terminal in (first, second):
        terminal.until(lambda screen: counts(screen)[0] == counts(screen)[1] > 50)
        terminal.press("/")
        terminal.until_seen("results")
    first.press("ruijin")
    second.press("philips")
    first.until_seen("/ ruijin", "Ruijin Hospital")
    second.until_seen("/ philips", "Philips")
    for terminal in (first, second):
        terminal.press(ENTER)
        terminal.until_seen("open")
        terminal.press("q")
        assert terminal.end() == 0


def test_two_explorers_build_one_catalog_at_once(start: Start, registry: Registry) -> None:
    folder = registry(small=SMALL)
    both = [start("-d", str(folder)) for _ in range(2)]
    for terminal in both:
        terminal.until(lambda screen: counts(screen) == (4, 4))
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_that_cannot_be_drawn_on_is_refused(start: Start, kind: str) -> None:
    terminal = start(environment={"TERM": kind})
    assert terminal.end() == 2
    assert terminal.raw.decode().splitlines() == [
        f"collab-tui: the explorer cannot draw on a '{kind}' terminal (TERM);"
        " use: collab-tui search QUERY"
    ]


def test_a_terminal_without_a_size_is_taken_for_an_ordinary_one(start: Start) -> None:
    terminal = start(size=(0, 0))
    terminal.until_seen("1 Institutions", "OVERVIEW")
    terminal.press("q")
    assert terminal.end() == 0


def test_keys_of_one_burst_go_where_the_ones_before_them_lead(
    start: Start, registry: Registry
) -> None:
    folder = registry(small=SMALL)
    slow, fast = start("-d", str(folder)), start("-d", str(folder))
    for terminal in (slow, fast):
        terminal.until_seen("1 Institutions", "OVERVIEW", "e export")
    slow.press("/")
    slow.until_seen("results")
    slow.press("hospital")
    slow.until(lambda screen: counts(screen) == (2, 4))
    slow.press(ENTER)
    slow.until_seen("clear")
    slow.press("j" + ENTER)
    fast.press("/hospital" + ENTER + "j" + ENTER)
    for terminal in (slow, fast):
        terminal.until_seen("/ hospital  ", "follow", "lists", "SOURCES")
    fast.until(lambda screen: screen == slow.text)


def test_ctrl_z_goes_back_to_the_shell_and_fg_brings_the_screen_back(start: Start) -> None:
    terminal = start(shell=True)
    terminal.until_seen("3 Focus areas", "OVERVIEW", "e export", "q quit")
    whole = terminal.at_rest()
    terminal.press("e")
    terminal.until_seen("● Markdown")
    terminal.press("\x1a")
    terminal.until_seen("Stopped")
    assert b"\x1b[?1049l" in terminal.raw, "the shell has its own screen"
    terminal.press("clear; echo se''en\r")
    terminal.until(lambda screen: "seen" in screen and "Export" not in screen)
    terminal.press("fg\r")
    terminal.until_seen("● Markdown", "PgDn")
    terminal.press(ESCAPE)
    terminal.until(lambda screen: screen == whole)
    terminal.press("\x1a")
    terminal.until_seen("Stopped")
    terminal.press("clear\r")
    terminal.until_gone("Stopped")
    terminal.press("fg\r")
    terminal.until(lambda screen: screen == whole)
    terminal.press("q")
    terminal.until_seen("bash-")
    terminal.press("exit 7\r")
    assert terminal.end() == 7


def test_what_goes_to_stderr_does_not_take_the_screen_with_it(start: Start, home: Path) -> None:
    terminal = start(shell=True, after=" 2>said")
    terminal.until_seen("3 Focus areas", "OVERVIEW", "q quit")
    terminal.press("q")
    terminal.until_seen("bash-")
    terminal.press("exit 7\r")
    assert terminal.end() == 7


def test_ctrl_z_stays_where_nothing_could_bring_the_explorer_back(start: Start) -> None:
    terminal = start()
    terminal.until_seen("1 Institutions", "q quit")
    terminal.press("\x1a")
    terminal.until_seen("not started from a shell")
    terminal.press("q")
    assert terminal.end() == 0


def counts(screen: str, name: str = "Institutions") -> tuple[int, int]:
    """Return shown and all of a list, as in its heading."""
    for line in screen.splitlines():
        if f" {name} " in line:
            words = line[: line.find("▏")].split() if "▏" in line else line.split()
            shown, slash, total = words[-1].partition("/")
            if slash and shown.isdigit() and total.isdigit():
                return int(shown), int(total)
    return -1, -1


def test_the_explorer_ends_when_its_terminal_goes(tmp_path: Path) -> None:
    """A program that a terminal does not own gets no signal when that terminal is closed."""
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (40, 120))
    environment = os.environ | {
        "TERM": "xterm-256color",
        "COLLAB_TUI_CACHE": str(tmp_path),
        "COLLAB_TUI_CONFIG": str(tmp_path / "config.toml"),
    }
    run = [sys.executable, "-m", "collab_tui", "-d", str(tmp_path / "small.toml")]
    with subprocess.Popen(
        run, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as program:
        os.close(theirs)
        drawn = b""
        while b"Institutions" not in drawn:
            drawn += os.read(ours, 65536)
        os.close(ours)
        assert program.wait(PATIENCE) == 0
