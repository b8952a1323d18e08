"""Cuts a release: ``python scripts/release.py 1.2.0``.

It sees that the pictures are of today, writes the version and the changelog, builds sdist and wheel
into ``dist/``, installs each in an environment of its own, runs the sdist's own tests there, and
makes the commit and the tag. If something fails, the files are as before. Nothing is published: it
says how to.

``--try`` does the same without commit and tag, and puts the files back. ``--tests PATH`` runs a
part of the tests. It needs ``pip install -e '.[dev]'``.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
import tarfile
import tempfile
import venv
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSION = ROOT / "src" / "collab_tui" / "__init__.py"
CHANGELOG = ROOT / "CHANGELOG.md"
UNRELEASED = "## Unreleased\n"
_NUMBER = re.compile(r'^__version__ = "([^"]+)"', re.MULTILINE)


class Refused(SystemExit):
    """A release that cannot be made; the message says why."""


def run(*command: str | Path, folder: Path = ROOT) -> str:
    """Run a command, and return what it prints; stop if it fails."""
    words = [str(word) for word in command]
    print(f"$ {shlex.join(words)}", flush=True)
    done = subprocess.run(words, cwd=folder, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise Refused(f"{done.stdout}\n{words[0]} failed with {done.returncode}")
    return done.stdout


def with_version(source: str, version: str) -> str:
    """Return ``__init__.py`` with a version that is not older than the present one."""
    found = _NUMBER.search(source)
    if found is None:
        raise Refused(f"{VERSION} has no __version__")
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise Refused(f"'{version}' is no version; write three numbers, such as 1.2.0")
    if parts(version) < parts(found[1]):
        raise Refused(f"{version} comes before {found[1]}")
    return _NUMBER.sub(f'__version__ = "{version}"', source)


def parts(version: str) -> list[int]:
    """Return the numbers of a version."""
    return [int(part) for part in re.findall(r"\d+", version)]


def with_release(changelog: str, version: str, day: date) -> str:
    """Return the changelog with what was unreleased under a version."""
    if f"\n## {version} (" in changelog:
        raise Refused(f"CHANGELOG.md says that {version} was released already")
    before, found, after = changelog.partition(UNRELEASED)
    if not found or not after.split("\n## ")[0].strip():
        raise Refused("CHANGELOG.md has nothing below '## Unreleased'")
    return f"{before}{UNRELEASED}\n## {version} ({day.isoformat()})\n{after}"


def build(folder: Path) -> tuple[Path, Path]:
    """Build sdist and wheel; the wheel is built from the sdist."""
    for old in folder.glob("collab_tui-*"):
        old.unlink()
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def environment(folder: Path) -> Path:
    """Make a fresh environment; return its folder of programs."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if sys.platform == "win32" else "bin")


def try_wheel(wheel: Path, version: str, folder: Path) -> None:
    """Install the wheel alone, and use the program."""
    programs = environment(folder / "wheel")
    run(programs / "python", "-m", "pip", "install", "-q", wheel)
    program = programs / "collab-tui"
    if version not in run(program, "--version", folder=folder):
        raise Refused("the wheel has another version")
    if "agreement/ssmic" not in run(program, "search", "id:ssmic", "-f", "ids", folder=folder):
        raise Refused("the wheel does not have the registry")
    if not (folder / "wheel" / "share" / "man" / "man1" / "collab-tui.1").exists():
        raise Refused("the wheel does not have the man page")


def try_sdist(sdist: Path, tests: list[str], folder: Path) -> None:
    """Install the sdist with all its extras, and run its own tests."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (source,) = folder.glob("collab_tui-*")
    programs = environment(folder / "sdist")
    run(programs / "python", "-m", "pip", "install", "-q", f"{source}[dev]")
    print(run(programs / "python", "-m", "pytest", "-q", *tests, folder=source)[-300:])


def main() -> None:
    """Cut the release."""
    asked = argparse.ArgumentParser(description="Cut a release.")
    asked.add_argument("version")
    asked.add_argument("--try", dest="is_try", action="store_true", help="change nothing")
    asked.add_argument("--tests", nargs="*", default=[], help="only these tests")
    named = asked.parse_args()
    if run("git", "status", "--porcelain").strip():
        raise Refused("commit what is changed first: git status")
    run(sys.executable, ROOT / "scripts" / "pictures.py", "--check")
    page = ROOT / "docs" / "collab-tui.1"
    files = {path: path.read_text("utf-8") for path in (VERSION, CHANGELOG, page)}
    is_done = False
    try:
        VERSION.write_text(with_version(files[VERSION], named.version), "utf-8")
        CHANGELOG.write_text(with_release(files[CHANGELOG], named.version, date.today()), "utf-8")
        run(sys.executable, ROOT / "scripts" / "manual.py")
        sdist, wheel = build(ROOT / "dist")
        with tempfile.TemporaryDirectory() as name:
            try_wheel(wheel, named.version, Path(name))
            try_sdist(sdist, named.tests, Path(name))
        is_done = not named.is_try
    finally:
        if not is_done:
            for path, text in files.items():
                path.write_text(text, "utf-8")
    if is_done:
        run("git", "commit", "-am", f"Release {named.version}")
        run("git", "tag", "-a", f"v{named.version}", "-m", f"collab-tui {named.version}")
        print("to publish: git push --follow-tags && python -m twine upload dist/*")
    print(f"{sdist}\n{wheel}")


if __name__ == "__main__":
    main()
