"""Drafts a profile from a row that holds a published credential: a badge, or a resource of the Credential Registry."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from mcaudit.app.batch.rows import Row, parsed
from mcaudit.app.exits import fault
from mcaudit.app.importing import Imported, Wishes, imported, source_of
from mcaudit.errors import InputError
from mcaudit.importers.node import Node
from mcaudit.importers.registry import format_of
from mcaudit.model import Edition
from mcaudit.model.states import NATIONAL

_OURS = "mcaudit-"
_NO_STATE = "this is a credential in the format {}, which does not say which state reviews it"
_STATE = "give --state OH, with the postal code, or --state national: it is then drafted as a profile, and audited"


def drafted(
    edition: Edition,
    rows: Sequence[Row],
    around_each: Callable[[], AbstractContextManager[object]],
    *,
    state: str,
    date: str,
) -> tuple[tuple[Row, ...], Sequence[Mapping[str, Any]]]:
    """Return rows with a profile in place of each credential, or with the problem; and the cells of each draft.

    `state` reviews what is drafted, and is empty where nobody said which does; `date` is YYYY-MM-DD.
    """
    found, records = [], []
    for row in rows:
        if row.problem:
            found.append(row)
            continue
        with around_each():
            made, record = _drafted(edition, row, state, date)
        found.append(made)
        records += [record] if record else []
    return tuple(found), records


def _drafted(edition: Edition, row: Row, state: str, date: str) -> tuple[Row, Mapping[str, Any] | None]:
    data = parsed(row.content) if row.content.lstrip()[:1] in (b"{", b"[") else None
    if data is None or (isinstance(data, Mapping) and str(data.get("format", "")).startswith(_OURS)):
        return row, None
    if format_of(Node(data, "")) is None:
        return row, None
    try:
        source = source_of(row.key, row.content)
        (made,) = imported(edition, (source,), Wishes(state=state or NATIONAL, seen=date, placed={}))
    except InputError as error:
        made = error
    except Exception as error:  # noqa: BLE001  one row must not lose the others
        problem = fault(row.key, error)
        return row.failed(problem.message, problem.help, "fault"), None
    if isinstance(made, InputError):
        first = made.problems[0]
        return row.failed(first.message, first.help), None
    if not state:
        return row.failed(_NO_STATE.format(made.draft.kind), _STATE), None
    content = json.dumps(made.profile.content, ensure_ascii=True).encode("ascii")
    return replace(row, content=content), _record(row, made, state)


def _record(row: Row, made: Imported, state: str) -> Mapping[str, Any]:
    draft = made.draft
    (source,) = [each for name, each in made.profile.content["dossier"].items() if name == "credential_file"]
    return {
        "key": row.key,
        "format": draft.kind,
        "source_sha256": source["sha256"],
        "state": state,
        "taken": list(dict.fromkeys(draft.taken)),
        "left": [{"place": each.place, "may_answer": each.may_answer} for each in draft.left],
        "dropped": list(draft.dropped),
        "notes": list(dict.fromkeys(draft.notes)),
    }
