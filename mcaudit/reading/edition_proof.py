"""Finds where the examples of a criterion do not prove its rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mcaudit.errors import Problem
from mcaudit.reading.rules import ANYWHERE, FIELD_DEPTH, RulePath, constrained_paths


def unproven(
    criterion: Mapping[str, Any],
    definitions: Mapping[str, Any],
    problem: Callable[[str, str, str], Problem],
) -> Iterator[Problem]:
    """Yield where the examples do not prove the rule: each constrained field needs one that breaks only that."""
    over_profile = criterion.get("over") == "profile"
    wanted = "profile" if over_profile else "answer"
    passing = criterion["examples"]["pass"]
    for index, example in enumerate(passing):
        if wanted not in example:
            yield problem(
                f"/examples/pass/{index}", f"the example gives no `{wanted}`", f"the rule is over the {wanted}"
            )
    broken: set[RulePath] = set()
    for index, example in enumerate(criterion["examples"]["fail"]):
        if "at" not in example:
            if wanted not in example:
                yield problem(
                    f"/examples/fail/{index}",
                    f"the example gives neither `at` nor `{wanted}`",
                    f"the rule is over the {wanted}",
                )
            continue
        if not 0 < example.get("of", 1) <= len(passing):
            yield problem(
                f"/examples/fail/{index}/of", f"there is no passing example {example['of']}", "count them from 1"
            )
            continue
        if not _exists(passing[example.get("of", 1) - 1].get(wanted), example["at"].split("/"), "value" in example):
            yield problem(
                f"/examples/fail/{index}/at",
                f"there is no `{example['at']}` in the passing example",
                "name a place that it has",
            )
        steps = example.get("breaks", example["at"]).split("/")
        broken.add(tuple("*" if step.isdigit() else step for step in steps))
    for path in sorted(constrained_paths(criterion["rule"], definitions)):
        structural = over_profile and (path == ("derived",) or (path[0] != "derived" and len(path) < FIELD_DEPTH))
        if path not in broken and not structural and path[0] not in ANYWHERE:
            yield problem(
                "/examples/fail",
                f"no failing example breaks only `{'/'.join(path)}`",
                "alter just that in a passing example",
            )


def _exists(value: Any, path: list[str], may_be_new: bool) -> bool:
    for step in path[:-1]:
        value = _step(value, step)
    return (isinstance(value, Mapping) and may_be_new) or _step(value, path[-1]) is not None


def _step(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return None
