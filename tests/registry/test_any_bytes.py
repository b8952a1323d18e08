"""For any content of a file, reading gives records and problems, never an exception."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from collab_tui.registry.load import Loaded, load_file
from collab_tui.registry.positions import Positions
from tests.conftest import SMALL

VALID = SMALL.read_bytes()
PIECES = [
    b"[",
    b"]",
    b"[[",
    b"{",
    b"}",
    b'"',
    b"'",
    b'"""',
    b"=",
    b",",
    b".",
    b"#",
    b"\n",
    b"\r",
    b"\\u0000",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"nan",
    b"-inf",
    b"1e999",
    b"0x" + b"f" * 5000,
    b"true",
    b"[]",
    b"{}",
    b"[[]]",
    b"2024-02-30",
    b"2024-10-15T10:00:00Z",
    b"10:00:00",
    b"9999999999999999999999",
    b"id",
    b"name",
    b"extra",
    b"institution",
    b"[[agreement]]\n",
    b"[registry]\n",
    b"x.y.z = 1\n",
    b"a" + b".a" * 500 + b" = 1\n",
    b"[" * 500,
    "瑞".encode(),
    "\u202e".encode(),
    b"\\ud800",
]


def check(loaded: Loaded, content: bytes) -> None:
    positions = Positions(content)
    for problem in loaded.problems:
        assert problem.code
        assert problem.message
        assert "\n" not in problem.code
        if problem.place.path:
            positions.find(problem.place.path, key=problem.at_key)
        else:
            assert problem.place.line is not None
            assert problem.place.line >= 1
    for entry in loaded.entries:
        assert json.loads(json.dumps(entry.document, allow_nan=False)) == entry.document
        assert entry.path(("name",))[0] == entry.kind.table


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    check(load_file("x.toml", content), content)


@given(st.text(max_size=200))
def test_any_text_is_read_or_located(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    check(load_file("x.toml", content), content)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(VALID)),
            st.integers(0, 40),
            st.sampled_from(PIECES) | st.binary(max_size=8),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_registry_with_pieces_spliced_in(splices: list[tuple[int, int, bytes]]) -> None:
    content = VALID
    for at, length, piece in splices:
        content = content[:at] + piece + content[at + length :]
    check(load_file("x.toml", content), content)


scalars = (
    st.none().map(lambda _: "nan")
    | st.booleans().map(lambda b: str(b).lower())
    | st.integers().map(str)
    | st.sampled_from(['""', '"x"', '"X Y"', "2024-01-01", "10:00:00", "inf", '"2024-13"'])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(
            st.sampled_from(
                ["en", "source", "institution", "agreement", "type", "x", "label", "value"]
            ),
            inner,
            max_size=3,
        ).map(lambda table: "{" + ", ".join(f"{k} = {v}" for k, v in table.items()) + "}")
    ),
    max_leaves=8,
)
KEYS = [
    "id",
    "name",
    "acronyms",
    "summary",
    "tags",
    "links",
    "evidence",
    "extra",
    "types",
    "type",
    "status",
    "country",
    "location",
    "established",
    "parent",
    "identifiers",
    "facts",
    "dates",
    "participants",
    "focus_areas",
    "related",
    "milestones",
    "undisclosed",
    "documents",
    "broader",
    "mesh",
    "affiliations",
    "publisher",
    "published",
    "language",
]


@settings(max_examples=300)
@given(
    st.sampled_from(["institution", "agreement", "focus_area", "person", "source"]),
    st.dictionaries(st.sampled_from(KEYS), values, max_size=6),
    st.booleans(),
)
def test_any_values_under_known_keys(table: str, fields: dict[str, str], named: bool) -> None:
    fixed = {"id": '"a"', "name": '"A"'} if named else {}
    lines = [f"{key} = {value}" for key, value in {**fields, **fixed}.items()]
    content = "\n".join([f"[[{table}]]", *lines]).encode()
    loaded = load_file("x.toml", content)
    check(loaded, content)
    assert len(loaded.entries) + len([p for p in loaded.problems if p.severity == "error"]) > 0
