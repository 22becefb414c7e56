"""Where a setting finds values: a place with nothing in it, or a list with gaps, gives only what is there."""

from __future__ import annotations

from mcaudit.settings.places import found_at


def test_nothing_is_found_where_nothing_stands() -> None:
    view = {"hours": None, "names": ["A", None, "B"]}
    assert not list(found_at(view, "/hours", "OH"))
    assert [each.pointer for each in found_at(view, "/names", "OH")] == ["/names/0", "/names/2"]
