"""Web addresses: which are none, and why; and which were pasted with a sign too many."""

from __future__ import annotations

import pytest

from collab_tui.records.web import encoded, fault_of, odd_end

GOOD = [
    "http://a",
    "http://-a.example",
    "https://example.org",
    "https://example.org.:8080/a?b=c#d",
    "https://my_site.example.org/~x/(y)'*",
    "https://example.org:/",
    "https://example.org:65535",
    "http://192.0.2.10/x",
    "http://[2001:db8::1]:80/",
    "https://瑞金医院.中国/新闻?词=值",
    "https://xn--fiqs8s.example/",
    "https://कॉलेज.भारत/",
    "https://i❤.example/",
    "https://name:word@example.org/",
    "https://fa.wikipedia.org/wiki/می\u200cخواهم",
    "https://3m.example",
]
BAD = {
    "www.example.org": ("", {}),
    "ftp://example.org": ("", {}),
    "http:/example.org": ("", {}),
    "": ("", {}),
    "http://": ("no-host", {}),
    "https:///path": ("no-host", {}),
    "http://?x": ("no-host", {}),
    "http://:80/": ("no-host", {}),
    "https:// x": ("space", {}),
    "http://a b": ("space", {}),
    "https://example.org/a\u00a0b": ("space", {}),
    "https://example.org/a\n": ("space", {}),
    "http://[x": ("host", {"host": "[x"}),
    "http://[x]": ("host", {"host": "[x]"}),
    "http://[1::2::3]/": ("host", {"host": "[1::2::3]"}),
    "http://x]": ("host", {"host": "x]"}),
    "http://a[b@c": ("host", {"host": "a[b@c"}),
    "http://exa_mple": ("host", {"host": "exa_mple"}),
    "http://a-": ("host", {"host": "a-"}),
    "http://a..org": ("host", {"host": "a..org"}),
    "http://.org": ("host", {"host": ".org"}),
    "http://例子。中国": ("host", {"host": "例子。中国"}),
    "http://“example.org”": ("host", {"host": "“example.org”"}),
    "http://256.1.1.1": ("host", {"host": "256.1.1.1"}),
    "http://https://example.org": ("host", {"host": "https"}),
    "http://a:65536": ("port", {"port": "65536"}),
    "http://a:http/": ("port", {"port": "http"}),
    "https://example.org/<a>": ("sign", {"sign": "<"}),
    'https://example.org/"': ("sign", {"sign": '"'}),
    "https://example.org\\a": ("sign", {"sign": "\\"}),
    "https://exam\u200bple.org": ("sign", {"sign": "U+200B"}),
    "https://example.org/\u202e": ("sign", {"sign": "U+202E"}),
}


@pytest.mark.parametrize("address", GOOD)
def test_what_browsers_open_is_a_web_address(address: str) -> None:
    assert fault_of(address) is None


@pytest.mark.parametrize("address", BAD)
def test_what_is_wrong_with_an_address_is_named(address: str) -> None:
    assert fault_of(address) == BAD[address]


@pytest.mark.parametrize(
    ("address", "sign"),
    [
        ("https://example.org/a.", "."),
        ("https://example.org/a),", ","),
        ("https://example.org/a)", ")"),
        ("https://example.org/a_(b)", ""),
        ("https://example.org/a。", "。"),
        ("https://example.org/a）", "）"),
        ("http://[::1]", ""),
        ("https://example.org/a'", "'"),
        ("https://example.org/", ""),
    ],
)
def test_a_sign_at_the_end_may_belong_to_the_text_around(address: str, sign: str) -> None:
    assert odd_end(address) == sign


def test_a_sign_that_belongs_there_has_a_code() -> None:
    assert [encoded(one) for one in ".)。"] == ["%2E", "%29", "%E3%80%82"]
