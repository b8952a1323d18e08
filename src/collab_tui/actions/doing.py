"""Actions that do something with records and lists, with the registry, and with the program."""

from __future__ import annotations

from collab_tui.actions.action import Action
from collab_tui.footer import Given, Shown, Where
from collab_tui.language import _, _c

DOING = (
    Action(
        "mark",
        "m",
        _("Mark this record, or unmark it; export and copy of a marked one take all marked"),
        (Shown(_("mark"), 61, Where.LISTS | Where.RECORD, Given.RECORD),),
    ),
    Action(
        "marked",
        "M",
        _("Show what is marked (is:marked); again, what was asked before"),
        (Shown(_("marked"), 12, Where.MOVING, Given.MARKED),),
    ),
    Action("unmark_all", "X", _("Unmark every record; again, mark them as before")),
    Action(
        "sort",
        "s",
        _("Sort this list, or this view, in another way"),
        (Shown(_("sort"), 76, Where.LISTS), Shown(_("sort"), 52, Where.VIEW, Given.SORT)),
    ),
    Action(
        "list_columns",
        "C",
        _("Choose further columns for this list"),
        also=_c("palette", "dates people evidence fields table"),
    ),
    Action("save_query", "S", _("Keep the query under a name"), writes=True),
    Action(
        "add",
        "a",
        _("Add a record; if it can name the record that you read, it does"),
        (Shown(_("new"), 46, Where.LISTS | Where.RECORD),),
        writes=True,
        also=_c("palette", "new create insert enter renewal extension"),
    ),
    Action(
        "change",
        "i",
        _("Change this record in a form"),
        (Shown(_("change"), 60, Where.LISTS | Where.RECORD, Given.RECORD),),
        writes=True,
        also=_c("palette", "edit correct modify update date"),
    ),
    Action(
        "draft",
        "D",
        _("Read an article and propose records of it: take, leave or correct each, then write"),
        writes=True,
        also=_c("palette", "import news announcement draft paste"),
    ),
    Action(
        "undo",
        "U",
        _("Undo what was written last"),
        (Shown(_("undo"), 62, Where.LISTS | Where.RECORD, Given.WRITTEN),),
        writes=True,
        also=_c("palette", "revert restore cancel"),
    ),
    Action(
        "export",
        "e",
        _("Export the record, what is marked or found, or the view to a file, with a preview"),
        (
            Shown(_("export"), 47, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown(_("export"), 89, Where.VIEW),
        ),
        writes=True,
        also=_c("palette", "excel xlsx csv spreadsheet brief report save download markdown json"),
    ),
    Action(
        "copy",
        "y",
        _("Copy the record as Markdown, or the view as text"),
        (
            Shown(_("copy"), 68, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown(_("copy"), 90, Where.VIEW),
        ),
        also=_c("palette", "quote cite clipboard sources"),
    ),
    Action("copy_ref", "Y", _("Copy the record's ref, such as agreement/ssmic")),
    Action(
        "open_link",
        "o",
        _("Open the chosen link, or the record's own, in a browser"),
        (Shown(_("web"), 70, Where.LISTS | Where.RECORD, Given.RECORD | Given.ADDRESS),),
        also=_c("palette", "archive url address website internet"),
    ),
    Action(
        "edit",
        "E",
        _("Edit the record's file in $EDITOR, at its line"),
        (Shown(_("edit"), 72, Where.LISTS | Where.RECORD, Given.RECORD),),
        also=_c("palette", "delete remove rename text"),
        writes=True,
    ),
    Action("reload", "R", _("Read the registry again")),
    Action(
        "problems",
        "p",
        _("List what is wrong in the registry"),
        (Shown(_("problems"), 5, Where.ANYWHERE, Given.PROBLEMS),),
        also=_c("palette", "check errors warnings mistakes validate"),
    ),
    Action(
        "changes",
        "d",
        _("Show what changed since your last visit, or since any commit"),
        also=_c("palette", "history log git commits diff new"),
    ),
    Action("theme", "t", _("Go to the next theme: dark, light, high contrast, sixteen colours")),
    Action(
        "help",
        "question_mark,f1",
        _("Show this help"),
        (Shown(_("help"), 90, Where.ANYWHERE, keep=True),),
    ),
    Action(
        "palette",
        "colon,ctrl+p",
        _("Find a command, a view, a field, a question or a record by name"),
        # During typing its key is long. The way out of the search bar needs the room.
        (Shown(_("commands"), 92, keep=True), Shown(_("commands"), 92, Where.TYPING)),
        in_palette=False,
    ),
    Action(
        "redraw",
        "ctrl+l",
        _("Draw the screen again, if something else has written on it"),
        does="app.redraw",
        everywhere=True,
    ),
    Action(
        "suspend",
        "ctrl+z",
        _("Go back to the shell; fg there brings the explorer back"),
        does="app.suspend",
        everywhere=True,
        writes=True,
    ),
    Action(
        "quit",
        "q,ctrl+q",
        _("Quit"),
        (Shown(_("quit"), 94, Where.ANYWHERE, keep=True),),
        does="app.quit",
    ),
)
"""In the order of the help screen."""
