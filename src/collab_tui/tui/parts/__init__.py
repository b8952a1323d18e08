"""The parts of the main screen; each keeps its own state.

`lists` asks and fills the lists, `reader` shows a record, `walker` moves both from place to place,
`outbox` gives a record to other programs, `follower` follows the files, and `room` fits the layout
to the terminal. The screen passes on what one part reports to the others.
"""
