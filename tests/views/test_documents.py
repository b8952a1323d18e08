"""Views in Markdown documents."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from collab_tui.cli import cli
from tests.views.made import made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "made.toml").write_text(made(20), "utf-8")
    return tmp_path


def export(folder: Path, *args: str) -> Result:
    command = ["export", *args, "-d", str(folder / "made.toml")]
    return CliRunner().invoke(cli, command, env={"XDG_CACHE_HOME": str(folder / "cache")})


def test_a_document_carries_views_as_text(folder: Path) -> None:
    result = export(folder, "-q", "type:mou", "--with", "timeline,matrix")
    assert result.exit_code == 0
    tokens = MarkdownIt().parse(result.stdout)
    blocks = [token.content for token in tokens if token.type == "fence"]
    assert [block.split()[0] for block in blocks] == ["TIMELINE", "MATRIX"]
    assert "of type:mou" in blocks[0]


def test_named_agreements_are_what_the_views_are_of(folder: Path) -> None:
    result = export(
        folder, "agreement/a1", "agreement/a2", "institution/cn-0", "--with", "overview"
    )
    assert "2 agreements" in result.stdout
    alone = export(folder, "institution/cn-0", "--with", "overview")
    assert "OVERVIEW" not in alone.stdout
    assert "nothing to show in a view" in alone.stderr


def test_pictures_stand_beside_the_file(folder: Path) -> None:
    path = folder / "brief.md"
    result = export(folder, "-q", "type:mou", "--with", "matrix,map", "--pictures", "-o", str(path))
    assert result.exit_code == 0, result.stderr
    text = path.read_text("utf-8")
    for name in ("matrix", "map"):
        assert f"(<brief-{name}.svg>)" in text
        svg = (folder / f"brief-{name}.svg").read_text("utf-8")
        assert ET.fromstring(svg).tag.endswith("svg")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("-q", "type:mou", "--with", "nonsense"), "is not a view for documents"),
        (("-q", "type:mou", "--with", "matrix", "-o", "briefs/"), "for one document"),
        (("-q", "type:mou", "--pictures", "-o", "brief.md"), "needs --with"),
    ],
)
def test_misuse_is_told(folder: Path, args: tuple[str, ...], message: str) -> None:
    result = export(folder, *args)
    assert result.exit_code == 2
    assert message in result.stderr
