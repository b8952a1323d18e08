"""The tables of a catalog."""

from __future__ import annotations

SCHEMA_VERSION = 3
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
CREATE INDEX definition_by_entity ON definition (n);
CREATE INDEX definition_by_file ON definition (file);

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
CREATE INDEX record_by_name ON record (kind, sort, n);
CREATE INDEX record_by_id ON record (id);

CREATE TABLE link (
    source    INTEGER NOT NULL,
    relation  TEXT NOT NULL,
    target    INTEGER NOT NULL,
    qualifier TEXT NOT NULL,
    path      TEXT NOT NULL             -- JSON: where in the source's table
);
CREATE INDEX link_by_source ON link (source, relation, target, qualifier);
CREATE INDEX link_by_target ON link (target, relation, source, qualifier);

CREATE TABLE facet (
    field TEXT NOT NULL,                -- type, status, tag, country, is, language
    value TEXT NOT NULL,
    n     INTEGER NOT NULL,
    PRIMARY KEY (field, value, n)
) WITHOUT ROWID;
CREATE INDEX facet_by_record ON facet (n);

CREATE TABLE dated (
    field    TEXT NOT NULL,             -- announced, signed, start, end, terminated, milestone
    n        INTEGER NOT NULL,
    earliest INTEGER NOT NULL,          -- yyyymmdd
    latest   INTEGER NOT NULL
);
CREATE INDEX dated_by_record ON dated (n);
CREATE INDEX dated_by_day ON dated (field, earliest, latest, n);

-- Folded ids and acronyms: a search for exactly one of them puts its record first.
CREATE TABLE exact (
    text TEXT NOT NULL,
    n    INTEGER NOT NULL,
    PRIMARY KEY (text, n)
) WITHOUT ROWID;
CREATE INDEX exact_by_record ON exact (n);

-- Holds tokens that are folded and split already, so the tokenizer only has to cut at spaces.
CREATE VIRTUAL TABLE text USING fts5 (
    names, aliases, related, rest, tokenize = "ascii", prefix = "2 3"
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
