"""The parts of the main screen; each keeps its own state.

`lists` asks questions and fills the lists, `reader` shows a record, `viewer` shows a view in its
place, `looker` decides which view and how, `walker` moves from place to place, `outbox` gives a
record to other programs, `follower` follows the files, and `room` fits the layout to the terminal.
`desk` joins them: what one of them reports, the others get through it.
"""
