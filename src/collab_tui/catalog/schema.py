"""The tables of a catalog."""

from __future__ import annotations

SCHEMA_VERSION = 5
"""Part of a catalog's file name: another version simply builds another file."""

WEIGHTS = (10.0, 6.0, 3.0, 1.0)
"""bm25 weights of the columns of ``text``."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE file (
    n        INTEGER PRIMARY KEY,
    path     TEXT NOT NULL UNIQUE,
    layer    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,          -- reading order
    size     INTEGER NOT NULL,
    mtime    INTEGER NOT NULL,          -- nanoseconds
    digest   BLOB NOT NULL,
    lost     TEXT NOT NULL,             -- JSON: refs of tables that did not become records
    languages TEXT NOT NULL,            -- JSON: tags of the languages that occur in it
    info     TEXT                       -- JSON: its [registry] table
);

-- Every ref that is defined or named anywhere has a number, also where nothing defines it.
CREATE TABLE entity (
    n    INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    UNIQUE (kind, id)
);

-- Each table of each file; where several define one ref, `record` names the one that counts.
CREATE TABLE definition (
    d     INTEGER PRIMARY KEY,
    n     INTEGER NOT NULL,
    file  INTEGER NOT NULL,
    place INTEGER NOT NULL,             -- index in the file's array of its kind
    kept  TEXT NOT NULL,                -- JSON: see registry.load.Entry.kept
    doc   TEXT NOT NULL                 -- JSON: the record
);

CREATE TABLE record (
    n       INTEGER PRIMARY KEY,        -- entity.n
    d       INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    id      TEXT NOT NULL,
    name    TEXT NOT NULL,
    sort    TEXT NOT NULL,              -- the folded name
    country TEXT,
    status  TEXT,                       -- as recorded
    begins  INTEGER,                    -- earliest day of its first date, yyyymmdd
    ends    INTEGER                     -- latest day of its end, yyyymmdd
);

CREATE TABLE link (
    source    INTEGER NOT NULL,
    relation  TEXT NOT NULL,
    target    INTEGER NOT NULL,
    qualifier TEXT NOT NULL
);

CREATE TABLE facet (
    field TEXT NOT NULL,                -- type, status, tag, country, is
    value TEXT NOT NULL,
    n     INTEGER NOT NULL
);

CREATE TABLE dated (
    field    TEXT NOT NULL,             -- announced, signed, start, end, terminated, milestone
    n        INTEGER NOT NULL,
    earliest INTEGER NOT NULL,          -- yyyymmdd
    latest   INTEGER NOT NULL
);

-- Folded ids and acronyms: a search for exactly one of them puts its record first.
CREATE TABLE exact (
    text TEXT NOT NULL,
    n    INTEGER NOT NULL
);

-- The folded names and aliases of each record, for the text of those that name it.
CREATE TABLE called (
    n    INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);

-- Holds tokens that are folded and split already, so the tokenizer only has to cut at spaces.
CREATE VIRTUAL TABLE text USING fts5 (
    names, aliases, related, rest, tokenize = "ascii"
);

CREATE VIRTUAL TABLE vocabulary USING fts5vocab(text, row);

CREATE TABLE problem (
    file     INTEGER,                   -- NULL: about no file that was read
    severity TEXT NOT NULL,
    code     TEXT NOT NULL,
    message  TEXT NOT NULL,
    hint     TEXT,
    at_key   INTEGER NOT NULL,
    place    TEXT NOT NULL,             -- JSON: file, path, line, column
    also     TEXT                       -- JSON, likewise
);

-- What codes are called, for showing and for asking by name.
CREATE TABLE label (
    scheme   TEXT NOT NULL,             -- country, language
    code     TEXT NOT NULL,
    language TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (scheme, code, language)
) WITHOUT ROWID;
"""

HIERARCHY = "('parent', 'broader', 'related')"
"""Relations that must not go in a circle, as SQL."""

INDEXES = (
    ("definition_by_entity", "definition (n)"),
    ("definition_by_file", "definition (file)"),
    ("record_by_name", "record (kind, sort, n)"),
    ("record_by_id", "record (id)"),
    ("link_by_source", "link (source, relation, target, qualifier)"),
    ("link_by_target", "link (target, relation, source, qualifier)"),
    ("link_upwards", f"link (relation, source, target) WHERE relation IN {HIERARCHY}"),
    ("facet_by_value", "facet (field, value, n)"),
    ("facet_by_record", "facet (n)"),
    ("dated_by_record", "dated (n)"),
    ("dated_by_day", "dated (field, earliest, latest, n)"),
    ("exact_by_text", "exact (text, n)"),
    ("exact_by_record", "exact (n)"),
)
"""Name and columns of each index; a first build makes them last."""
