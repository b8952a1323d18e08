"""Articles from files of several sorts, and files that are none."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from collab_tui.drafting import reading
from collab_tui.drafting.pages import Page, page_of
from collab_tui.drafting.reading import ReadingError, read_article

SENTENCE = "Rumah Sakit Alfa dan Universitas Beta menandatangani nota kesepahaman tentang riset."
MARKDOWN = """---
title: A pact
date: 2025-05-01
---
# A pact

The **two** [hospitals](https://x.y) sign it.
"""
WRAPPED = """A title

The first sentence of this text is broken at a
width of fifty columns or so, as in a mail or a
plain file. It ends.
"""
HTML = f"""<!DOCTYPE html><html lang="id"><head><title>Judul berita | Situs</title>
<meta charset="%s"><meta property="og:site_name" content="Situs">
<meta name="author" content="Budi Penulis">
<meta property="article:published_time" content="2025-06-19T10:00:00+07:00">
<link rel="canonical" href="https://example.org/berita">
<script>document.write("never run")</script></head>
<body><nav><a href="/">Beranda</a></nav><article>
<h1>Judul berita</h1>
{"".join(f"<p>{SENTENCE} Kalimat nomor {n} — “café”.</p>" for n in range(8))}</article></body>
"""


def test_html_gives_its_text_and_its_data(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes((HTML % "windows-1252").encode("cp1252"))
    article = read_article(str(path)).article
    assert article.title == "Judul berita"
    assert article.language == "id"
    assert article.published == date(2025, 6, 19)
    assert article.publisher == "Situs"
    assert article.authors == ("Budi Penulis",)
    assert article.url == "https://example.org/berita"
    assert f"{SENTENCE} Kalimat nomor 3 — “café”." in article.text
    assert "never run" not in article.text
    given = read_article(str(path), "https://example.com/other").article
    assert given.url == "https://example.com/other"


def test_text_markdown_and_encodings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text(MARKDOWN)
    article = read_article(str(path)).article
    assert (article.title, article.published) == ("A pact", date(2025, 5, 1))
    assert article.text == "A pact\nThe two hospitals sign it."
    path.write_text(MARKDOWN.replace("2025-05-01", "0001-01-01"))
    assert read_article(str(path)).article.published is None

    chinese = (
        "甲医院与乙大学签约\n这是两所机构的合作,中国的医院和大学在北京签署了协议,有了新的平台。"
    )
    path = tmp_path / "a.txt"
    for encoding in ("gb18030", "utf-16", "utf-8-sig"):
        path.write_bytes(chinese.encode(encoding))
        article = read_article(str(path)).article
        assert (article.title, article.language) == ("甲医院与乙大学签约", "zh-Hans")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRAPPED.encode())))
    assert "broken at a width of fifty" in read_article("-").article.text


def test_pdf_with_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    text = "Alpha Hospital and Beta University signed it."
    path.write_bytes(_pdf(text))
    assert read_article(str(path)).article.text == text


def test_what_is_no_article_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(content: bytes, name: str = "x.txt") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(ReadingError) as error:
            read_article(str(path))
        return str(error.value).replace(f"{tmp_path}/", "")

    assert said(b" \n") == "x.txt is empty"
    assert said(bytes(range(256)) + b"\x00" * 900) == "x.txt is no text, HTML, Markdown or PDF"
    assert said(b"%PDF-1.7 rubbish").startswith("x.txt is a PDF that cannot be read")
    (tmp_path / "slow.html").write_text(HTML)
    with pytest.raises(ReadingError, match="takes more than 0 seconds to read; save its text"):
        read_article(str(tmp_path / "slow.html"), seconds=0)
    assert said(b"<html><body><script>x</script></body></html>").startswith("x.txt has no text")
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    assert said(b"a" * 1001).startswith("x.txt has more than 0 MB")
    with pytest.raises(ReadingError, match="does not exist"):
        read_article(str(tmp_path / "none"))


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.setattr("collab_tui.drafting.pages._bound", lambda: None)
    page: Page = page_of((b"<html><body><p>Text</p></body></html>", ".html", ""))
    assert page.fault.endswith("pip install 'collab-tui[draft]'")


def _pdf(text: str) -> bytes:
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 200] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n%s" % table
    tail = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(content)
    return content + head + tail
