"""The plain word of a query that is being typed, and those before it."""

from __future__ import annotations

from collab_tui.query.typed_word import TypedWord


def test_the_plain_words_before_the_one_that_is_typed_are_known() -> None:
    text = '(china OR "my japan" -nuh is:expired ai'
    found = TypedWord.find(text, len(text))
    assert found is not None
    assert [(one.typed, one.start, one.end) for one in found.earlier] == [("china", 1, 6)]
    text = "one two three four five"
    found = TypedWord.find(text, len(text))
    assert found is not None
    assert [one.typed for one in found.earlier] == ["four", "three", "two"], "the nearest first"
    assert found.earlier[0].rest == "one two three five"
