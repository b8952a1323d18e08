"""Actions that find and show: searching, going about, queries, views and panes."""

from __future__ import annotations

from collab_tui.actions.action import Action, look
from collab_tui.footer import Given, Shown, Where
from collab_tui.language import _, _c
from collab_tui.records.kinds import Kind

LOOKING = (
    Action(
        "search",
        "slash",
        _("Go to the search bar; in the record, find on its page; again: search"),
        (
            Shown(_("search"), 0, Where.LISTS),
            Shown(_("find"), 38, Where.RECORD),
            Shown(_("search"), 88, Where.VIEW),
        ),
    ),
    *(
        Action(
            f"pane_{n}",
            str(n),
            _("Go to the {kinds}", kinds=kind.nouns),
            does="pane",
            about=n,
        )
        for n, kind in enumerate(Kind, 1)
    ),
    Action(
        "next_pane",
        "tab",
        _("Go to the next pane"),
        (
            Shown(_("panes"), 64, Where.LISTS),
            Shown(_("panes"), 40, Where.SEARCH, unless=Given.TERMS),
        ),
        in_palette=False,
        does="step_pane",
        about=1,
    ),
    Action(
        "previous_pane",
        "shift+tab",
        _("Go to the previous pane"),
        in_palette=False,
        does="step_pane",
        about=-1,
    ),
    Action(
        "open",
        "enter",
        _("Read the record; in the record, follow the link; in a view, open the cell"),
        (
            Shown(_("open"), 10, Where.LISTS, Given.RECORD, unless=Given.NARROW),
            Shown(_("read"), 10, Where.LISTS, Given.RECORD | Given.NARROW),
            Shown(_("follow"), 10, Where.RECORD, unless=Given.HEADING),
            Shown(_("fold"), 10, Where.RECORD, Given.HEADING),
            Shown(_("open"), 10, Where.VIEW),
        ),
    ),
    Action(
        "back",
        "backspace,left_square_bracket",
        _("Go back to where you were"),
        (Shown(_("back"), 30, given=Given.PLACE_BEFORE),),
    ),
    Action("forward", "right_square_bracket", _("Go forward again")),
    Action(
        "leave",
        "escape",
        _("Leave the record or the search bar; clear the query"),
        (
            Shown(_("clear"), 20, Where.LISTS, Given.QUERY),
            Shown(
                _("record"), 48, Where.LISTS, Given.BESIDE_VIEW, unless=Given.QUERY | Given.VALUES
            ),
            Shown(_("record"), 48, Where.LISTS, Given.VALUES, unless=Given.QUERY),
            Shown(_("lists"), 20, Where.PAGE, unless=Given.FOUND, keep=True),
            Shown(_("end find"), 20, Where.PAGE, Given.FOUND, keep=True),
            Shown(_("leave"), 20, Where.FINDER, keep=True),
            Shown(_("clear"), 20, Where.SEARCH, Given.QUERY, keep=True),
            Shown(_("leave"), 20, Where.SEARCH, unless=Given.QUERY, keep=True),
        ),
    ),
    Action(
        "filter",
        "f",
        _("Put this record into the query, in place of the words that found it, or take it out"),
        (
            Shown(_("filter"), 40, Where.LISTS | Where.RECORD, Given.RECORD),
            Shown(_("filter"), 66, Where.VIEW),
        ),
    ),
    Action(
        "facets",
        "F",
        _("Narrow this list by the values of fields, each with its count"),
        (Shown(_("narrow"), 24, Where.LISTS),),
        also=_c("palette", "facets values counts statistics country year type"),
    ),
    Action("drop_term", "x", _("Remove the last term of the query")),
    Action("undo_query", "u", _("Go back to the query before this one; its filters come back")),
    Action("redo_query", "ctrl+r", _("Go forward again to the query that was undone")),
    Action(
        "next_linked",
        "n",
        _("Go to the next record linked to this one (with a •); after finding, to the next place"),
        (
            Shown(_("linked"), 74, Where.LISTS, Given.RECORD),
            Shown(_("next place"), 2, Where.RECORD, Given.FOUND),
        ),
        does="step_linked",
        about=1,
    ),
    Action(
        "previous_linked",
        "N",
        _("Go to the previous linked record, or place"),
        does="step_linked",
        about=-1,
    ),
    look(
        "view_next",
        "v",
        _("Go to the next view; after the last one, the record again"),
        (Shown(_("views"), 44, Where.LISTS | Where.VIEW),),
    ),
    look("view_previous", "V", _("Go to the view before")),
    Action(
        "larger",
        "plus,equals_sign",
        _("Make this list, or the record, larger; in a timeline or a map, zoom in"),
        (
            Shown(_("zoom"), 50, Where.VIEW, Given.ZOOM),
            Shown(_("larger"), 83, Where.LISTS | Where.RECORD, unless=Given.NARROW),
        ),
        does="grow",
        about=1,
    ),
    Action(
        "smaller",
        "minus",
        _("Make this list, or the record, smaller; in a timeline or a map, zoom out"),
        does="grow",
        about=-1,
    ),
    Action(
        "layout",
        "L",
        _("Go to the next layout: the lists stacked, side by side, or with the record below"),
        (Shown(_("layout"), 81, Where.LISTS | Where.RECORD),),
    ),
    look(
        "fit",
        "0",
        _("Show all of a view again; for a map, the whole world"),
        (Shown(_("fit"), 82, Where.VIEW, Given.ZOOM),),
    ),
    look("pan_left", "less_than_sign", _("Move a view's window to the left")),
    look(
        "pan_right",
        "greater_than_sign",
        _("Move a view's window to the right"),
        (Shown(_("pan"), 84, Where.VIEW, Given.PAN),),
    ),
    look(
        "group",
        "b",
        _("Group a view's rows by another facet"),
        (Shown(_("by"), 48, Where.VIEW, Given.GROUP),),
    ),
    look(
        "columns",
        "B",
        _("Take another facet for a matrix's columns"),
        (Shown(_("columns"), 58, Where.VIEW, Given.COLUMNS),),
    ),
    look(
        "transpose",
        "T",
        _("Swap a matrix's rows and columns"),
        (Shown(_("swap"), 60, Where.VIEW, Given.COLUMNS),),
    ),
    Action(
        "fold",
        "space",
        _("Fold this section of the record, a group of a timeline or a row of a matrix; and back"),
        (
            Shown(_("fold"), 54, Where.VIEW, Given.FOLD),
            Shown(_("fold"), 44, Where.RECORD, Given.SECTION, unless=Given.HEADING),
        ),
    ),
    Action(
        "next_section",
        "right_curly_bracket",
        _("Go to the next section of the record"),
        (Shown(_("section"), 42, Where.RECORD, Given.SECTIONS),),
        does="step_section",
        about=1,
    ),
    Action(
        "previous_section",
        "left_curly_bracket",
        _("Go to the section before"),
        does="step_section",
        about=-1,
    ),
    look(
        "bars",
        "H",
        _("Count a timeline by years, or show its rows"),
        (Shown(_("bars"), 56, Where.VIEW, Given.BARS),),
    ),
    Action(
        "whole",
        "z",
        _("Give this list, the record or the view the whole screen; and back"),
        (Shown(_("whole"), 80, Where.VIEW, unless=Given.NARROW),),
    ),
)
"""In the order of the help screen."""
