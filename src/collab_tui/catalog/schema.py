"""The tables of a catalog."""

from __future__ import annotations

from collab_tui.records.kinds import Kind, Relation

COLUMNS = ("names", "aliases", "related", "rest")
"""The columns of ``text``, the best first."""

WEIGHTS = (10.0, 6.0, 3.0, 1.0)
"""bm25 weights of the columns of ``text``."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE file (
    n        INTEGER PRIMARY KEY,
    path     TEXT NOT NULL UNIQUE,
    layer    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,          -- reading order
    stamp    TEXT NOT NULL,             -- see changes.stamp_of
    digest   BLOB NOT NULL,
    lost     TEXT NOT NULL,             -- JSON: refs of tables that did not become records
    languages TEXT NOT NULL,            -- JSON: tags of the languages that occur in it
    info     TEXT                       -- JSON: its [registry] table
);

-- Every ref that is defined or named anywhere has a number, also where nothing defines it.
CREATE TABLE entity (
    n    INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id   TEXT NOT NULL
);

-- Each table of each file; where several define one ref, `record` names the one that counts.
CREATE TABLE definition (
    d     INTEGER PRIMARY KEY,
    n     INTEGER NOT NULL,
    file  INTEGER NOT NULL,
    place INTEGER NOT NULL,             -- index in the file's array of its kind
    kept  TEXT NOT NULL,                -- JSON: see registry.load.Entry.kept
    doc   TEXT NOT NULL                 -- see catalog.documents
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
    ends    INTEGER                     -- latest day of its end, yyyymmdd, as far as it is known:
                                        -- what renews itself has none until it is ended
);

CREATE TABLE link (
    source    INTEGER NOT NULL,
    relation  TEXT NOT NULL,
    target    INTEGER NOT NULL,
    qualifier TEXT NOT NULL,
    PRIMARY KEY (source, relation, target, qualifier)
) WITHOUT ROWID;

CREATE TABLE facet (
    n     INTEGER NOT NULL,
    field TEXT NOT NULL,                -- the field of queries that asks for it
    value TEXT NOT NULL,
    PRIMARY KEY (n, field, value)
) WITHOUT ROWID;

CREATE TABLE dated (
    n        INTEGER NOT NULL,
    field    TEXT NOT NULL,             -- the path of the field: dates.start
    earliest INTEGER NOT NULL,          -- yyyymmdd
    latest   INTEGER NOT NULL,
    PRIMARY KEY (n, field, earliest, latest)
) WITHOUT ROWID;

CREATE TABLE number (
    n     INTEGER NOT NULL,
    field TEXT NOT NULL,                -- the field of queries that asks for it
    value REAL NOT NULL,
    PRIMARY KEY (n, field, value)
) WITHOUT ROWID;

-- The terms of agreements that renew themselves, or of which notice can be given: what they
-- come to depends on the day.
CREATE TABLE term (
    n      INTEGER PRIMARY KEY,
    ends   INTEGER NOT NULL,            -- latest day of the end of the first term, yyyymmdd
    every  TEXT NOT NULL,               -- duration of each further term, empty for none
    notice TEXT NOT NULL                -- duration, empty for none known
);

-- Folded acronyms: a search for exactly one of them, or an id, puts its record first.
CREATE TABLE acronym (
    n    INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (n, text)
) WITHOUT ROWID;

-- What other registries call it, as keys: see records.pasted.
CREATE TABLE identifier (
    n    INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (n, text)
) WITHOUT ROWID;

-- What is searched: a record's own words, and the names of the records that it names. They
-- are folded and split where they are not ASCII, so the tokenizer only has to cut at what is
-- neither letter nor digit, and to lower the case of ASCII letters.
CREATE TABLE words (
    n       INTEGER PRIMARY KEY,
    names   TEXT NOT NULL,
    aliases TEXT NOT NULL,
    rest    TEXT NOT NULL
);

CREATE TABLE related (
    n    INTEGER PRIMARY KEY,
    text TEXT NOT NULL
);

CREATE VIEW searched AS
    SELECT words.n AS n, names, aliases, coalesce(related.text, '') AS related, rest
    FROM words LEFT JOIN related ON related.n = words.n;

-- One letter is the beginning of very many words. So it has an index of its own.
CREATE VIRTUAL TABLE text USING fts5 (
    names, aliases, related, rest, tokenize = "ascii", content = "searched", content_rowid = "n",
    prefix = 1
);

CREATE VIRTUAL TABLE vocabulary USING fts5vocab(text, row);

-- The lists as they are when nothing is asked, so that the first frame need not sort them.
CREATE TABLE listing (
    name    TEXT PRIMARY KEY,           -- a kind, or tree: focus areas below broader ones
    numbers BLOB NOT NULL,              -- array of 64-bit integers: the records in order
    depths  BLOB                        -- likewise: how deep each stands in the tree
);

-- What views count by, kept after a view has made it: see views.kept.
CREATE TABLE counted (
    name     TEXT PRIMARY KEY,          -- a facet
    read     TEXT NOT NULL,             -- the reading that it belongs to: `read` in meta
    "values" TEXT NOT NULL,             -- JSON: the values that occur
    starts   BLOB NOT NULL,             -- array of 32-bit integers: where each begins in places
    places   BLOB NOT NULL              -- likewise: agreements, counted from 0 in order
);

-- Answers for the first screen of one day, likewise: see answered.
CREATE TABLE answered (
    name   TEXT PRIMARY KEY,
    read   TEXT NOT NULL,
    day    TEXT NOT NULL,               -- yyyy-mm-dd
    answer TEXT NOT NULL,
    digest INTEGER NOT NULL             -- of the answer: CRC-32
);

CREATE TABLE problem (
    file      INTEGER,                  -- NULL: about no file that was read
    code      TEXT NOT NULL,
    severity  TEXT NOT NULL,            -- of its check
    "case"    TEXT NOT NULL,            -- which of the words of its check are meant
    arguments TEXT NOT NULL,            -- JSON: what fills them
    at_key    INTEGER NOT NULL,
    place     TEXT NOT NULL,            -- JSON: file, path, line, column
    also      TEXT                      -- JSON, likewise
);

-- Institutions of a country with similar names, kept when somebody asked for the problems, and
-- the countries whose names were compared: see checks.alike.
CREATE TABLE alike (
    country TEXT NOT NULL,
    one     INTEGER NOT NULL,
    other   INTEGER NOT NULL,
    score   REAL NOT NULL
);

CREATE TABLE compared (country TEXT PRIMARY KEY) WITHOUT ROWID;

-- When records were last changed, by the commits of a repository. Both tables are filled when
-- somebody asks: see last_changes.
CREATE TABLE changed (
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    place TEXT NOT NULL,                -- where the registry is in a repository
    day   INTEGER NOT NULL,             -- yyyymmdd
    PRIMARY KEY (kind, id, place, day)
) WITHOUT ROWID;

CREATE TABLE past (
    place TEXT PRIMARY KEY,
    head  TEXT NOT NULL,                -- the commit up to which the days are known
    stamp TEXT NOT NULL                 -- changes with the files and their contents
) WITHOUT ROWID;

-- What codes are called, for showing and for asking by name.
CREATE TABLE label (
    scheme   TEXT NOT NULL,             -- country, language
    code     TEXT NOT NULL,
    language TEXT NOT NULL,
    text     TEXT NOT NULL,
    PRIMARY KEY (scheme, code, language)
) WITHOUT ROWID;
"""

IN_TIME = "record_in_time"
"""The index by which all agreements are gone through for their days and statuses."""

OVERDUE = "kind = 'agreement' AND status IN ('proposed', 'negotiating', 'announced', 'active')"
"""SQL for the records whose status says that their last day is still to come."""

INDEXES = (
    ("entity_by_ref", "UNIQUE", "entity (kind, id)"),
    ("definition_by_entity", "", "definition (n)"),
    ("definition_by_file", "", "definition (file)"),
    ("record_by_name", "", "record (kind, sort, id)"),
    ("record_by_id", "", "record (id)"),
    (IN_TIME, "", f"record (begins, ends, status) WHERE kind = '{Kind.AGREEMENT}'"),
    ("record_overdue", "", f"record (ends) WHERE {OVERDUE}"),
    (
        "link_by_role",
        "",
        f"link (qualifier, target, source) WHERE relation = '{Relation.PARTICIPANT}'",
    ),
    ("link_by_target", "", "link (target, relation, source, qualifier)"),
    ("facet_by_value", "", "facet (field, value, n)"),
    ("dated_by_day", "", "dated (field, earliest, latest, n)"),
    ("number_by_value", "", "number (field, value, n)"),
    ("acronym_by_text", "", "acronym (text, n)"),
    ("identifier_by_text", "", "identifier (text, n)"),
)
"""Name, sort and columns of each index; a first build makes them last."""
