"""The fields of queries that ask for several fields of records, or for none of them."""

from __future__ import annotations

from collab_tui.language import _
from collab_tui.records.field import Asked, Takes

KIND = Asked("kind", Takes.TERM, _("the record's kind"), "kind:agreement")
TYPE = Asked("type", Takes.TERM, _("the record's own type"), "type:mou,framework")
STATUS = Asked("status", Takes.TERM, _("the record's own status, as recorded"), "status:signed")
REVIEWED = Asked(
    "reviewed", Takes.DAYS, _("when somebody last reviewed the record"), "reviewed:<2025"
)
CHANGED = Asked(
    "changed",
    Takes.DAYS,
    _("when the record was last changed, as git knows it"),
    "changed:>=2026-10",
)
EXTRA = Asked(
    "extra",
    Takes.TEXT,
    _("records with a key of their own; extra.KEY: asks for its value"),
    "extra:coordinator",
)
TAG = Asked("tag", Takes.NAME, _("the record's own tag"), "tag:bilateral")
ID = Asked("id", Takes.NAME, _("the record with this id or identifier (ROR, DOI …)"), "id:ssmic")
COUNTRY = Asked(
    "country",
    Takes.NAME,
    _("the country of an institution or of an agreement's participants (code or name)"),
    "country:SG",
    is_through=True,
)
CITY = Asked(
    "city",
    Takes.TEXT,
    _("the city of an institution or of an agreement's participants"),
    "city:shanghai",
    is_through=True,
)
REGION = Asked(
    "region",
    Takes.TEXT,
    _("the region (ISO 3166-2) of an institution or of an agreement's participants"),
    "region:CN-SH",
    is_through=True,
)
ESTABLISHED = Asked(
    "established", Takes.DAYS, _("when an institution was founded"), "established:<1950"
)
NUMBER = Asked(
    "number", Takes.TEXT, _("an agreement's own number"), "number:2021-034", is_through=True
)
DEPARTMENT = Asked(
    "department",
    Takes.TEXT,
    _("the department in charge of an agreement, or a participant's department"),
    "department:surgery",
    is_through=True,
)
VALUE = Asked(
    "value",
    Takes.NUMBERS,
    _("what an agreement is worth, in its own currency"),
    "value:>=1000000",
    is_through=True,
)
FOCUS = Asked(
    "focus",
    Takes.NAME,
    _("agreements on a focus area or a narrower one"),
    "focus:oncology",
    is_through=True,
)
WITH = Asked(
    "with",
    Takes.NAME,
    _("agreements that an institution takes part in; the institutions it shares them with"),
    "with:nuh",
    is_through=True,
)
ROLE = Asked(
    "role",
    Takes.TERM,
    _("the part an institution plays in an agreement"),
    "role:funder",
    is_through=True,
)
ANNOUNCED = Asked(
    "announced",
    Takes.DAYS,
    _("when an agreement was announced"),
    "announced:2025",
    is_through=True,
    noun=_("a date of announcement"),
)
SIGNED = Asked(
    "signed",
    Takes.DAYS,
    _("when an agreement was signed"),
    "signed:2024..2026",
    is_through=True,
    noun=_("a date of signing"),
)
STARTS = Asked(
    "starts",
    Takes.DAYS,
    _("when an agreement starts"),
    "starts:>=2025-06",
    is_through=True,
    noun=_("a start"),
)
ENDS = Asked(
    "ends",
    Takes.DAYS,
    _("when an agreement ends"),
    "ends:<2027",
    is_through=True,
    noun=_("an end"),
)
NOTICE = Asked(
    "notice",
    Takes.DAYS,
    _("the next deadline for notice of an agreement"),
    "notice:<=2026-12",
    is_through=True,
    noun=_("a last day to give notice"),
)
PERSON = Asked(
    "person",
    Takes.NAME,
    _("agreements in which a person acts, such as a signatory or a contact"),
    "person:aymeric-lim",
    is_through=True,
)
DATE = Asked(
    "date",
    Takes.DAYS,
    _("any date of an agreement"),
    "date:2025-10",
    is_through=True,
    noun=_("a date"),
)
YEAR = Asked(
    "year",
    Takes.NUMBERS,
    _("the year in which an agreement started, else was signed, else was announced"),
    "year:2019",
    is_through=True,
    noun=_("a year of beginning"),
)
SOURCE = Asked("source", Takes.NAME, _("records that cite a source"), "source:sinkap-2025-10")
IS = Asked(
    "is",
    Takes.TERM,
    _("expiring (within a year), expired, undated, unsourced, unreviewed, undisclosed, marked"),
    "is:expiring",
)
AS_OF = Asked(
    "as-of", Takes.DAY, _("agreements in force on that day"), "as-of:2024-07-01", is_through=True
)
IN_FORCE = Asked(
    "in-force",
    Takes.DAYS,
    _("agreements in force at some time between two days"),
    "in-force:2020..2022",
    is_through=True,
)

ORDERED = (
    KIND,
    TYPE,
    STATUS,
    TAG,
    ID,
    COUNTRY,
    REGION,
    CITY,
    ESTABLISHED,
    FOCUS,
    WITH,
    ROLE,
    PERSON,
    NUMBER,
    DEPARTMENT,
    VALUE,
    ANNOUNCED,
    SIGNED,
    STARTS,
    ENDS,
    NOTICE,
    DATE,
    YEAR,
    SOURCE,
    REVIEWED,
    CHANGED,
    EXTRA,
    IS,
    AS_OF,
    IN_FORCE,
)
"""In the order of the help. Fields that only one kind declares come after these."""
