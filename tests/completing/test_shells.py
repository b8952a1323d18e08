"""Tab in real shells, in a pseudo-terminal. Those that are installed here are tried."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pexpect
import pyte
import pytest

from collab_tui.completing.shells import SHELLS
from tests.conftest import SMALL

PATIENCE = 60.0
INSTALLED = [name for name in SHELLS if shutil.which(name)]
BEGIN = {"bash": "--norc --noprofile", "zsh": "-f", "fish": "--no-config"}
SETUP = {
    "bash": 'eval "$(collab-tui completion bash)"',
    "zsh": 'autoload -U compinit && compinit -D && eval "$(collab-tui completion zsh)"',
    "fish": "collab-tui completion fish | source",
}


class Shell:
    def __init__(self, name: str, folder: Path) -> None:
        (folder / "bin").mkdir()
        program = folder / "bin" / "collab-tui"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m collab_tui "$@"\n')
        program.chmod(0o755)
        (folder / "config.toml").write_text('[queries]\nends-soon = "is:expiring"\n')
        (folder / "a file").touch()
        environment = os.environ | {
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "COLLAB_TUI_CACHE": str(folder / "cache"),
            "COLLAB_TUI_CONFIG": str(folder / "config.toml"),
            "COLLAB_TUI_DATA": str(SMALL),
            "HOME": str(folder),
            "TERM": "xterm",
            "LANG": "C.UTF-8",
            "PS1": "> ",
        }
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)
        self.child = pexpect.spawn(
            name, [*BEGIN[name].split(), "-i"], env=environment, cwd=folder, dimensions=(30, 100)
        )
        self.child.send(f"{SETUP[name]}; echo re''ady\r")
        self.until("\nready")

    def until(self, wanted: str) -> None:
        """Read until a text is on the screen."""
        deadline = time.monotonic() + PATIENCE
        while wanted not in "\n".join(line.rstrip() for line in self._screen.display):
            assert time.monotonic() < deadline, f"no {wanted!r}:\n{self._screen.display}"
            try:
                data = self.child.read_nonblocking(65536, timeout=0.05)
                self._stream.feed(data)
                if b"\x1b[c" in data or b"\x1b[0c" in data:
                    self.child.send("\x1b[?62c")  # fish asks what the terminal is
            except pexpect.TIMEOUT:
                pass

    def completes(self, typed: str, wanted: str) -> None:
        """Type, press Tab, and expect a text; then begin a new line."""
        self.child.send(f"collab-tui {typed}\t")
        self.until(wanted)
        # No Ctrl+C: it would also take away what is typed shortly after it.
        self.child.send("\x15")
        self.child.send("clear; echo re''ady\r")
        self.until("ready")


@pytest.mark.parametrize("name", INSTALLED)
def test_tab_completes_commands_fields_values_refs_and_kept_queries(
    name: str, tmp_path: Path
) -> None:
    shell = Shell(name, tmp_path)
    try:
        shell.completes("sear", "collab-tui search")
        shell.completes("search cou\t\t", "Singapore")
        shell.completes("search 'covid country:I", "covid country:ID'")
        shell.completes("show agreement/ssm\t", "agreement/ssmic")
        shell.completes("search @ends-s", "@ends-soon")
    finally:
        shell.child.close(force=True)


def test_every_script_names_the_program_and_no_template_is_left() -> None:
    from click.testing import CliRunner

    from collab_tui.cli import cli

    for name in SHELLS:
        script = CliRunner().invoke(cli, ["completion", name]).stdout
        assert f"_COLLAB_TUI_COMPLETE={name}_complete" in script
        assert "%(" not in script
        assert "%%" not in script
