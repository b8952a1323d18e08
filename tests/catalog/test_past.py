"""Which records a commit changed, by what its files say before and after."""

from __future__ import annotations

import pytest

from collab_tui.catalog.past import Pair, changed, differing

A, B, C = (f'[[person]]\nid = "{name}"\nname = "{name}"\n\n'.encode() for name in "abc")
HEAD = b'[registry]\ntitle = "T"\n\n'
LONG = b'[[person]]\nid = "l"\nname = "L"\nsummary = """\n[[person]]\nid = "x"\n%s"""\n\n'
FACTS = b"[[agreement]]\nid='x'\n[[agreement.facts]]\nlabel='%s'\n[[agreement.facts]]\n"


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], ""),
        ([(HEAD + A + B + C, HEAD + A + B + C)], ""),
        ([(A + B + C, A + B.replace(b'name = "b"', b'name = "bb"') + C)], "b"),
        ([(A + B + C, A + B.replace(b" = ", b"=") + C)], ""),
        ([(A + B + C, A + C)], ""),
        ([(A + C, A + B + C)], "b"),
        ([(A + B + C, C + B + A)], ""),
        ([(b"", A), (A + B, B)], ""),
        ([(A, A + b"tags = ['t']\n")], "a"),
        ([(HEAD + A, HEAD.replace(b"T", b"U") + A)], ""),
        ([(A + B, A + b"# a remark\n" + B)], ""),
        ([(A + A, A + B)], "b"),
        ([(LONG % b"1" + A, LONG % b"2" + A)], "l"),
        ([(A, A + b"[[person]]\nid = 'b\n")], ""),
        ([(A, b'person = [{ id = "a", name = "z" }]\n')], "a"),
        ([(A + FACTS % b"1", A + FACTS % b"2")], "x"),
    ],
)
def test_what_says_something_else_is_changed(pairs: list[Pair], found: str) -> None:
    assert "".join(sorted(ref.id for ref in changed(pairs))) == found


def test_little_is_cut_into_records_where_little_changed() -> None:
    old, new = differing([(A + B + C, A + B.replace(b'"b"\n\n', b'"d"\n\n') + C)])
    assert [text[-4:] for text in (*old, *new)] == [b' "b"', b' "d"']
