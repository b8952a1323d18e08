"""What each field of queries means: its condition, and how its values are counted.

Most of this follows from the declaration (`generic`). What is special about a field is in a
separate module.
"""

from __future__ import annotations

from collab_tui.catalog.fields import (
    as_of,
    changed,
    ends,
    focus,
    identity,
    in_force,
    is_,
    kind,
    notice,
    person,
    place,
    role,
    tag,
    with_,
    year,
)
from collab_tui.catalog.fields.special import Special

SPECIAL: dict[str, Special] = {
    "kind": kind.KIND,
    "tag": tag.TAG,
    "id": identity.ID,
    "country": place.COUNTRY,
    "region": place.REGION,
    "city": place.CITY,
    "focus": focus.FOCUS,
    "with": with_.WITH,
    "role": role.ROLE,
    "person": person.PERSON,
    "ends": ends.ENDS,
    "notice": notice.NOTICE,
    "changed": changed.CHANGED,
    "is": is_.IS,
    "as-of": as_of.AS_OF,
    "in-force": in_force.IN_FORCE,
    "year": year.YEAR,
}
"""What is special about a field, by its name."""
