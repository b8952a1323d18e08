"""What can be wrong with a file or a folder as a whole."""

from __future__ import annotations

from collab_tui.language import _, _later
from collab_tui.registry.problems import Check, Severity, Words

NO_SUCH_PATH = Check(
    code="no-such-path",
    severity=Severity.ERROR,
    means=_("There is no registry at a path that was given."),
    remedy=_("Name a folder or a file that exists."),
    example=None,
    words=Words(_later("does not exist"), _later("name a folder or a file")),
)
EMPTY_FOLDER = Check(
    code="empty-folder",
    severity=Severity.ERROR,
    means=_("The folder has no file whose name ends in .toml, at any depth."),
    remedy=_("Put the files of the registry there, or name another folder."),
    example={},
    words=Words(_later("holds no *.toml file"), _later("put one there")),
)
BAD_NAME = Check(
    code="bad-name",
    severity=Severity.ERROR,
    means=_("The name of a file is not UTF-8, so messages and catalogs cannot hold it."),
    remedy=_("Rename the file."),
    example={"caf\udce9.toml": b""},
    words=Words(_later("has a name that is not UTF-8"), _later("rename it")),
)
UNREADABLE = Check(
    code="unreadable",
    severity=Severity.ERROR,
    means=_(
        "The system does not let the program read a file or a folder. What the catalog knows"
        " about it stays until it can be read again."
    ),
    remedy=_("Give yourself permission to read it, or remove it from the registry."),
    example={"gone.toml": None},
    words={
        "": Words("{reason}"),  # the words of the system
        "silent": Words(_later("cannot be read")),
        "folder": Words(_later("is a folder")),
        "special": Words(_later("is not a plain file")),
        "large": Words(_later("is larger than {megabytes} MB")),
        "endless": Words(_later("does not end")),
    },
)
NOT_UTF8 = Check(
    code="not-utf8",
    severity=Severity.ERROR,
    means=_(
        "A file has a byte that is not UTF-8. TOML files are always UTF-8. The tables that have"
        " such bytes are left out."
    ),
    remedy=_("Save the file as UTF-8. Spreadsheets and old editors often write Windows-1252."),
    example={"latin.toml": b'[[person]]\nid = "a"\nname = "Caf\xe9"\n'},
    words=Words(_later("is not UTF-8: byte 0x{byte}"), _later("save the file as UTF-8")),
    is_of_file=True,
)
TOML_SYNTAX = Check(
    code="toml-syntax",
    severity=Severity.ERROR,
    means=_(
        "A table of a file is not TOML. That table is left out; the tables before and after"
        " it are read."
    ),
    remedy=_("Correct that place. Often a quotation mark or a bracket is missing."),
    example='[[institution]]\nid = "a"\nname = A\n',
    # The reason is tomli's.
    words={
        "": Words("{reason}"),
        "deep": Words(_later("is nested too deeply")),
        "backslash": Words(
            "{reason}", _later("write two backslashes for one, or put the text between ' and '")
        ),
        "bare": Words("{reason}", _later("put the text between quotation marks: {meant}")),
        "colon": Words("{reason}", _later("write = instead of :")),
        "comma": Words("{reason}", _later("a comma is missing here")),
        "comment": Words("{reason}", _later("a comment begins with #")),
        "conflict": Words(
            _later("a merge conflict was not resolved"),
            _later("keep one of the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>"),
        ),
        "curved": Words(
            "{reason}", _later("write the straight quotation mark {meant} instead of {written}")
        ),
        "date": Words("{reason}", _later("write {meant}")),
        "empty": Words("{reason}", _later("write a value, or remove the key")),
        "equals": Words("{reason}", _later("a = is missing here")),
        "header": Words("{reason}", _later("write {meant}")),
        "nothing": Words("{reason}", _later("TOML has no {meant}: remove the key")),
        "open": Words("{reason}", _later("this is never closed: a {meant} is missing")),
        "string": Words(
            "{reason}", _later("the text is not closed: a {meant} is missing at its end")
        ),
        "twice": Words("{reason}", _later("{meant} is there twice: remove one of them")),
        "write": Words("{reason}", _later("write {meant}")),
    },
    is_of_file=True,
)
UNKNOWN_TABLE = Check(
    code="unknown-table",
    severity=Severity.ERROR,
    means=_("A file has a table that is not a kind of record."),
    remedy=_("Correct the name. Keys of your own go into the table 'extra' of a record."),
    example='[[institutoin]]\nid = "a"\nname = "A"\n',
    words=Words(_later("'{word}' is not a table of a registry"), _later("known tables: {known}")),
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
NOTHING_TO_EDIT = (NO_SUCH_PATH, EMPTY_FOLDER, BAD_NAME, UNREADABLE)
"""Those whose place has no text that an editor could open."""
