"""What can be wrong with a file or a folder as a whole."""

from __future__ import annotations

from collab_tui.registry.problems import Check, Severity, Words

NO_SUCH_PATH = Check(
    code="no-such-path",
    severity=Severity.ERROR,
    means="There is no registry, or no layer of it, at the path that was given.",
    remedy="Name a folder or a file that exists.",
    example=None,
    words=Words("does not exist", "name a folder or a file"),
)
EMPTY_FOLDER = Check(
    code="empty-folder",
    severity=Severity.ERROR,
    means="The folder has no file whose name ends in .toml, at any depth.",
    remedy="Put the files of the registry there, or name another folder.",
    example={},
    words=Words("holds no *.toml file", "put one there"),
)
BAD_NAME = Check(
    code="bad-name",
    severity=Severity.ERROR,
    means="The name of a file is not UTF-8, so messages and catalogs cannot hold it.",
    remedy="Rename the file.",
    example={"caf\udce9.toml": b""},
    words=Words("has a name that is not UTF-8", "rename it"),
)
UNREADABLE = Check(
    code="unreadable",
    severity=Severity.ERROR,
    means="The system does not let the program read a file or a folder. What the catalog knows"
    " about it stays until it can be read again.",
    remedy="Give yourself permission to read it, or remove it from the registry.",
    example={"gone.toml": None},
    words={
        "": Words("{reason}"),  # the words of the system
        "silent": Words("cannot be read"),
        "folder": Words("is a folder"),
        "special": Words("is not a plain file"),
        "large": Words("is larger than {megabytes} MB"),
        "endless": Words("does not end"),
    },
)
NOT_UTF8 = Check(
    code="not-utf8",
    severity=Severity.ERROR,
    means="A file has a byte that is not UTF-8. TOML files are always UTF-8. The tables that have"
    " such bytes are left out.",
    remedy="Save the file as UTF-8. Spreadsheets and old editors often write Windows-1252.",
    example={"latin.toml": b'[[person]]\nid = "a"\nname = "Caf\xe9"\n'},
    words=Words("is not UTF-8: byte 0x{byte}", "save the file as UTF-8"),
    is_of_file=True,
)
TOML_SYNTAX = Check(
    code="toml-syntax",
    severity=Severity.ERROR,
    means="A table of a file is not TOML. That table is left out; the tables before and after"
    " it are read.",
    remedy="Correct that place. Often a quotation mark or a bracket is missing.",
    example='[[institution]]\nid = "a"\nname = A\n',
    # The reason is tomli's.
    words={
        "": Words("{reason}"),
        "deep": Words("is nested too deeply"),
        "backslash": Words(
            "{reason}", "write two backslashes for one, or put the text between ' and '"
        ),
        "bare": Words("{reason}", "put the text between quotation marks: {meant}"),
        "colon": Words("{reason}", "write = instead of :"),
        "comma": Words("{reason}", "a comma is missing here"),
        "comment": Words("{reason}", "a comment begins with #"),
        "conflict": Words(
            "a merge conflict was not resolved",
            "keep one of the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>",
        ),
        "curved": Words(
            "{reason}", "write the straight quotation mark {meant} instead of {written}"
        ),
        "date": Words("{reason}", "write {meant}"),
        "empty": Words("{reason}", "write a value, or remove the key"),
        "equals": Words("{reason}", "a = is missing here"),
        "header": Words("{reason}", "write {meant}"),
        "nothing": Words("{reason}", "TOML has no {meant}: remove the key"),
        "open": Words("{reason}", "this is never closed: a {meant} is missing"),
        "string": Words("{reason}", "the text is not closed: a {meant} is missing at its end"),
        "twice": Words("{reason}", "{meant} is there twice: remove one of them"),
        "write": Words("{reason}", "write {meant}"),
    },
    is_of_file=True,
)
UNKNOWN_TABLE = Check(
    code="unknown-table",
    severity=Severity.ERROR,
    means="A file has a table that is not a kind of record.",
    remedy="Correct the name. Keys of your own go into the table 'extra' of a record.",
    example='[[institutoin]]\nid = "a"\nname = "A"\n',
    words=Words("'{word}' is not a table of a registry", "known tables: {known}"),
)
CHECKS = (
    NO_SUCH_PATH,
    EMPTY_FOLDER,
    BAD_NAME,
    UNREADABLE,
    NOT_UTF8,
    TOML_SYNTAX,
    UNKNOWN_TABLE,
)
