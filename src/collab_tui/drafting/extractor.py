"""An outside program in the place of the rules: what it is given, and what of its answer counts.

It gets ``{text, language, url}`` as JSON on stdin and answers on stdout; see docs/drafts.md.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
from contextlib import suppress
from threading import Thread
from typing import IO, Any

from collab_tui.drafting.article import Article
from collab_tui.language import _
from collab_tui.reasons import why

SECONDS = 120.0
MOST_BYTES = 10_000_000
_GRACE = 5.0
"""Seconds in which a program ends after its answer."""


class ExtractorError(Exception):
    """A program that gave no answer. The message says which one, why, and what to do."""


def ask(command: str, article: Article, seconds: float = SECONDS) -> dict[str, Any]:
    """Run a program, without a shell, and return its answer.

    Raises:
        ExtractorError: it cannot be run, fails, takes too long, or says too much or no JSON.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        message = _(
            "the extractor {command} is no command: {reason}", command=command, reason=error
        )
        raise ExtractorError(message) from error
    if not words:
        raise ExtractorError(_("the extractor is empty; name a program and its arguments"))
    name = words[0]
    question = {"text": article.text, "language": article.language, "url": article.url}
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own program
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        message = _("{program} cannot be run: {reason}", program=name, reason=why(error))
        raise ExtractorError(message) from error
    answer = _Answer(process)
    try:
        answer.give(json.dumps(question, ensure_ascii=False).encode("utf-8", "replace"))
        if not answer.wait(seconds):
            slow = _("{program} takes more than {count} seconds; it was stopped")
            raise ExtractorError(slow.format(program=name, count=round(seconds)))
    finally:
        _end(process)
    if answer.is_too_long:
        most = MOST_BYTES // 1_000_000
        message = _("{program} answers with more than {count} MB", program=name, count=most)
        raise ExtractorError(message)
    if process.returncode:
        code = process.returncode
        raise ExtractorError(_("{program} fails with exit code {code}", program=name, code=code))
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        message = _("{program} answers with no JSON: {reason}", program=name, reason=error)
        raise ExtractorError(message) from error
    if not isinstance(found, dict) or not isinstance(found.get("agreements"), list):
        message = _("{program} answers without a list of agreements; see {page}")
        raise ExtractorError(message.format(program=name, page="docs/drafts.md"))
    return found


class _Answer:
    """The dialogue with a process: it may answer before it has read everything."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.content = b""
        self.is_too_long = False
        self._reader = Thread(target=self._read, args=(process.stdout,), daemon=True)
        self._reader.start()

    def give(self, question: bytes) -> None:
        Thread(target=self._write, args=(self._process.stdin, question), daemon=True).start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end of the answer and of the process; False if it takes too long."""
        self._reader.join(seconds)
        if self._reader.is_alive():
            return False
        if self.is_too_long:
            return True
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _read(self, pipe: IO[bytes]) -> None:
        parts = []
        size = 0
        while chunk := pipe.read1(65536):  # type: ignore[attr-defined]
            size += len(chunk)
            if size > MOST_BYTES:
                self.is_too_long = True
                break
            parts.append(chunk)
        self.content = b"".join(parts)

    @staticmethod
    def _write(pipe: IO[bytes], question: bytes) -> None:
        with suppress(OSError):
            pipe.write(question)
            pipe.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and what it started."""
    if process.poll() is None:
        with suppress(OSError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
