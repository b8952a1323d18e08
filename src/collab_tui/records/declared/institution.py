"""Institutions: hospitals, universities, ministries, companies."""

from __future__ import annotations

from collab_tui.records.declared import asked
from collab_tui.records.declared.shared import NAMING, SURROUNDING
from collab_tui.records.field import Declaration, Field, Names, Sort, Way, Words
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import InstitutionStatus, InstitutionType

INSTITUTION = Declaration(
    Kind.INSTITUTION,
    (
        *NAMING,
        Field(
            "types[]",
            Sort.TERM,
            "What sort of institution it is; it may be several.",
            "Types",
            asked=(asked.TYPE,),
            terms=InstitutionType,
            words=Words.REST,
            is_column=True,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "status",
            Sort.TERM,
            "Whether it still exists.",
            "Status",
            asked=(asked.STATUS,),
            terms=InstitutionStatus,
            words=Words.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "country",
            Sort.CODE,
            "The country that it is in: an ISO 3166-1 code of two capital letters.",
            "Country",
            asked=(asked.COUNTRY,),
            scheme="country",
            words=Words.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "city",
            Sort.TEXT,
            "The city or town that it is in.",
            "City",
            words=Words.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "location",
            Sort.TABLE,
            "Where it is on the map, in decimal degrees (WGS 84).",
            "Location",
            is_fact=True,
            is_line=True,
        ),
        Field("location.lat", Sort.NUMBER, "Degrees north of the equator; south is negative."),
        Field("location.lon", Sort.NUMBER, "Degrees east of Greenwich; west is negative."),
        Field(
            "established",
            Sort.DATE,
            "When it was founded.",
            "Established",
            words=Words.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "parent",
            Sort.NAME,
            "The id of the institution that it is part of.",
            "Part of",
            names=Names(
                Relation.PARENT, Kind.INSTITUTION, searched_as="part of", is_hierarchy=True
            ),
            is_fact=True,
            is_line=True,
        ),
        Field(
            "facts[]",
            Sort.TABLE,
            "Figures about it, each with a label.",
            key="label",
            is_fact=True,
            is_line=True,
        ),
        Field(
            "facts[].label",
            Sort.TEXT,
            "What the figure counts: beds, patients a year.",
            words=Words.REST,
        ),
        Field("facts[].value", Sort.TEXT, "The figure: a number or words.", words=Words.REST),
        Field(
            "identifiers",
            Sort.TABLE,
            "Names that other registries give it.",
            is_fact=True,
            has_parts=True,
        ),
        Field(
            "identifiers.ror",
            Sort.TEXT,
            "Its id in the Research Organization Registry, nine characters.",
            "ROR",
            url="https://ror.org/{}",
            words=Words.REST,
            is_line=True,
        ),
        Field(
            "identifiers.wikidata",
            Sort.TEXT,
            "Its item in Wikidata: Q and a number.",
            "Wikidata",
            url="https://www.wikidata.org/wiki/{}",
            words=Words.REST,
            is_line=True,
        ),
        Field(
            "identifiers.grid",
            Sort.TEXT,
            "Its id in GRID, which ROR has replaced.",
            "GRID",
            words=Words.REST,
            is_line=True,
        ),
        Field(
            "identifiers.isni",
            Sort.TEXT,
            "Its International Standard Name Identifier, sixteen characters.",
            "ISNI",
            url="https://isni.org/isni/{}",
            words=Words.REST,
            is_line=True,
        ),
        *SURROUNDING,
    ),
    begins=("established",),
    agreements=Way(Relation.PARTICIPANT, Relation.PARENT),
    orders=("country", "agreements"),
    query="with",
    is_through=True,
    is_sourced=True,
)
"""The kind ``institution``."""
