"""Every command of the explorer, once. Bindings, footer, palette, help and config read this."""

from __future__ import annotations

from collab_tui.actions.doing import DOING
from collab_tui.actions.looking import LOOKING

ACTIONS = (*LOOKING, *DOING)
"""In the order of the help screen. The footer has the order of the ranks of the hints."""

WRITING = frozenset(action.does_by_name for action in ACTIONS if action.writes)
"""What actions do that write."""
