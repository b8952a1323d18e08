"""Libraries that are not installed by default."""

from __future__ import annotations

import shlex
import sys

import pytest

from collab_tui.extras import install_command


def test_the_command_installs_where_the_program_is() -> None:
    pip = [sys.executable, "-m", "pip"]
    assert shlex.split(install_command("xlsx")) == [*pip, "install", "collab-tui[xlsx]"]


def test_a_folder_with_a_space_stays_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/my folder/python")
    assert shlex.split(install_command("all"))[0] == "/my folder/python"
    monkeypatch.setattr("collab_tui.extras.find_spec", lambda _name: None)
    assert install_command("all") == "pip install 'collab-tui[all]'"
