"""The parts that the main screen is put together from; each keeps its own state.

`lists` asks and fills the lists, `reader` shows a record, `walker` moves both from place to
place, `outbox` hands a record over to other programs, `follower` follows the files, and `room`
fits the layout to the terminal. What one of them tells, the others hear through the screen.
"""
