"""A catalog in another language finds the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.catalog.in_language import OF_CHINA, answers


@pytest.mark.parametrize(
    ("language", "china", "record", "name", "text"),
    [
        ("id", "Tiongkok", "moh-indonesia", "Kementerian Kesehatan Republik Indonesia", "I"),
        ("zh_CN", "中国", "ruijin-hospital", "上海交通大学医学院附属瑞金医院", "中"),
    ],
)
def test_the_same_is_found_in_every_language(
    language: str, china: str, record: str, name: str, text: str
) -> None:
    run = [sys.executable, "-m", "tests.catalog.in_language"]
    environment = os.environ | {"COLLAB_TUI_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run(run, env=environment, check=True, capture_output=True).stdout
    theirs, ours = json.loads(said), answers()
    assert theirs["wrong"] == []
    assert theirs["names"][record] == name
    assert theirs["text"] == text
    assert theirs["germany"] == "DE"
    assert {*theirs["by_label"]} >= {*theirs["found"]["mou"]} != set()
    assert theirs["problems"] == ours["problems"]
    assert theirs["found"][china] == ours["found"]["China"] != []
    for query in OF_CHINA[1:]:
        del theirs["found"][query], ours["found"][query]
    assert theirs["found"] == ours["found"]
