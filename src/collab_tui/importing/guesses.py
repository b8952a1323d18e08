"""What columns usually hold, by the words of their headings and by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from collab_tui.catalog.text import tokens
from collab_tui.importing.cells import Cell
from collab_tui.importing.mapping import Column
from collab_tui.importing.places import country_of
from collab_tui.importing.targets import TargetError, parse_target
from collab_tui.importing.values import PLAIN, UnfitError, convert, duration, read_date
from collab_tui.records.kinds import Kind

Test = Callable[[Cell], bool]

DATE_FORMS = (
    *PLAIN,
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d/%m/%y",
    "%m/%d/%y",
)
"""Forms of dates, tried in this order. If both orders of day and month are possible, the first form
that reads more cells counts."""


def is_date(cell: Cell) -> bool:
    """Tell whether a cell can be read as a date."""
    if not isinstance(cell, str):
        return not isinstance(cell, int | float) or 1800 <= cell <= 2200
    text = " ".join(cell.split())
    is_plain = re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text) is not None
    return is_plain or any(read_date(text, form) is not None for form in DATE_FORMS)


def is_country(cell: Cell) -> bool:
    """Tell whether a cell names a country."""
    return country_of(str(cell)) is not None


def is_duration(cell: Cell) -> bool:
    """Tell whether a cell is a span of time."""
    try:
        return bool(duration(str(cell)))
    except UnfitError:
        return False


def is_address(cell: Cell) -> bool:
    """Tell whether a cell is a web address."""
    return re.match(r"https?://|www\.", str(cell)) is not None


def is_number(cell: Cell) -> bool:
    """Tell whether a cell is a number."""
    return not isinstance(cell, str) or re.fullmatch(r"-?[\d.,]*\d", cell) is not None


@dataclass(frozen=True, slots=True)
class Guess:
    """A target, the words in headings that speak for it, and a test for its cells."""

    target: str
    words: str
    test: Test | None = None
    least: float = 0.5
    """The share of filled cells that must pass the test."""
    base: float = 1.0
    """What the words alone are worth; less if they also stand in headings of something else."""

    def score(self, heading: str, cells: Sequence[Cell]) -> float:
        """Return how much speaks for it: 0 if nothing does."""
        asked = self.words.split()
        said = tokens(heading)
        hits = [place for place, word in enumerate(said) if _is_one_of(word, asked)]
        if not hits and any(not word.isascii() and word in heading for word in asked):
            hits = [0]
        if not hits:
            return 0.0
        score = self.base + len(hits) / (len(said) + 1) + 0.5 / (1 + hits[0])
        if self.test is not None:
            share = sum(map(self.test, cells)) / len(cells) if cells else 0.0
            if share < self.least:
                return 0.0
            score += share
        return score


def _is_one_of(word: str, asked: Sequence[str]) -> bool:
    return any(word == one or (len(one) > 3 and word.rstrip("s") == one) for one in asked)


AGREEMENT = (
    Guess(
        "dates.signed",
        "signed signing signature sign dated date"
        " tanda tangan ditandatangani penandatanganan ttd 签署 签订 签约",
        is_date,
    ),
    Guess("dates.signed", "tanggal tgl 日期", is_date, base=0.2),
    Guess(
        "dates.start",
        "start starting effective commencement begin from mulai berlaku dimulai 生效 开始 起始",
        is_date,
    ),
    Guess(
        "dates.end",
        "end expiry expire expiration until valid upto till"
        " berakhir akhir selesai sampai hingga kedaluwarsa 到期 截止 结束 终止",
        is_date,
    ),
    Guess("dates.announced", "announced announcement diumumkan 公布 宣布", is_date),
    Guess(
        "dates.duration",
        "duration period term validity tenure length durasi jangka waktu periode masa 期限 有效期",
        is_duration,
        0.3,
    ),
    Guess("participants.institution.country", "country nation negara 国家 国别", is_country),
    Guess("participants.institution.city", "city town location kota 城市"),
    Guess(
        "participants.institution",
        "institution organisation organization partner university party collaborator company"
        " institute agency counterpart entity"
        " mitra instansi lembaga universitas institusi perusahaan pihak 机构 单位 合作方 伙伴",
    ),
    Guess("participants.role", "role peran 角色"),
    Guess("type", "type nature category kind form jenis bentuk tipe kategori 类型 类别 性质"),
    Guess("status", "status state 状态"),
    Guess(
        "summary",
        "summary description scope detail objective about"
        " ringkasan deskripsi lingkup uraian tujuan keterangan 摘要 说明 简介",
    ),
    Guess(
        "name",
        "title name subject purpose agreement mou project judul nama perihal tentang"
        " 名称 标题 题目 协议",
    ),
    Guess("participants.people.contact", "contact kontak narahubung pic 联系人"),
    Guess(
        "participants.people.coordinator",
        "coordinator coordinating contact person faculty pi lead"
        " koordinator penanggung jawab pelaksana 负责人 协调人",
    ),
    Guess("participants.people", "coordinator coordinating signatory contact person faculty"),
    Guess("number", "number no ref reference code file nomor kode 编号 序号"),
    Guess("department", "department dept school unit division fakultas departemen bagian 部门"),
    Guess("focus_areas", "area field topic discipline focus theme bidang topik tema fokus 领域"),
    Guess("links", "url link website web tautan situs 链接 网址", is_address),
    Guess("documents.url", "document pdf file copy dokumen berkas 文件", is_address),
    Guess("place", "place venue tempat 地点"),
    Guess("occasion", "occasion event acara 场合"),
    Guess("value.amount", "value amount budget funding nilai anggaran 金额", is_number),
    Guess("value.currency", "currency 币种"),
    Guess("notes", "note remark comment catatan 备注"),
    Guess("tags", "tag keyword label 标签"),
)
INSTITUTION = (
    Guess("country", "country nation", is_country),
    Guess("city", "city town"),
    Guess("region", "region state province"),
    Guess("types", "type category sector kind"),
    Guess("status", "status"),
    Guess("acronyms", "acronym abbreviation short"),
    Guess("aliases", "alias aka alternative former"),
    Guess("established", "established founded year", is_date),
    Guess("identifiers.ror", "ror"),
    Guess("identifiers.wikidata", "wikidata qid"),
    Guess("identifiers.grid", "grid"),
    Guess("identifiers.isni", "isni"),
    Guess("location.lat", "lat latitude", is_number),
    Guess("location.lon", "lon lng long longitude", is_number),
    Guess("parent", "parent"),
    Guess("links", "url link website web homepage", is_address),
    Guess("summary", "summary description about"),
    Guess("name", "name institution organisation organization university hospital company title"),
    Guess("tags", "tag keyword label"),
)
PERSON = (
    Guess("affiliations.institution.country", "country", is_country),
    Guess("affiliations.institution", "institution organisation organization affiliation employer"),
    Guess("affiliations.post", "post position role title function"),
    Guess("links", "url link website web", is_address),
    Guess("name", "name person"),
)
SOURCE = (
    Guess("url", "url link web", is_address),
    Guess("type", "type kind"),
    Guess("publisher", "publisher newspaper journal outlet"),
    Guess("authors", "author"),
    Guess("published", "published date", is_date),
    Guess("retrieved", "retrieved accessed", is_date),
    Guess("language", "language"),
    Guess("name", "title name headline"),
)
FOCUS_AREA = (
    Guess("broader", "broader parent"),
    Guess("mesh", "mesh"),
    Guess("summary", "summary description definition"),
    Guess("name", "name topic area title"),
)
GUESSES = {
    Kind.AGREEMENT: AGREEMENT,
    Kind.INSTITUTION: INSTITUTION,
    Kind.PERSON: PERSON,
    Kind.SOURCE: SOURCE,
    Kind.FOCUS_AREA: FOCUS_AREA,
}
"""What is tried for each kind. Targets that the format does not have are skipped."""

TERMS = (
    ("mou", r"\bmo[uac]s?\b|memorandum|understanding|kesepahaman|备忘录"),
    ("non-disclosure", r"\bnda\b|non.?disclosure|confidential"),
    ("material-transfer", r"\bmta\b|material transfer"),
    ("data-sharing", r"data (sharing|transfer)"),
    ("framework", r"framework|general agreement|umbrella"),
    ("student-exchange", r"student exchange"),
    ("staff-exchange", r"(staff|faculty) exchange"),
    ("joint-degree", r"(joint|dual|double) degree"),
    ("exchange", r"exchange"),
    ("clinical-trial", r"clinical trial"),
    ("research-project", r"research|project"),
    ("licence", r"licen[cs]e"),
    ("supply", r"supply|purchase"),
    ("affiliation", r"affiliation"),
)
"""Terms of agreements, and the words for them in a cell."""


def exists(kind: Kind, target: str) -> bool:
    """Tell whether the format has a target."""
    try:
        parse_target(kind, target)
    except TargetError:
        return False
    return True


def term_of(column: Column, cell: str) -> str | None:
    """Return the term that a cell seems to mean, if any."""
    field = column.target.field
    known = [term.value for term in field.terms or ()]
    try:
        return str(convert(column, field, cell, "."))
    except UnfitError:
        pass
    found = (term for term, form in TERMS if re.search(form, cell, re.IGNORECASE))
    return next((term for term in found if term in known), None)
