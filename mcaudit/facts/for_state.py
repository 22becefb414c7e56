"""Shows a profile for another state: with its answers for that state, and without its answers about others.

Only fields that can differ between states change (`state_fields`), with the approvals of the micro-credential and of
organizations, the statements about criteria of a state, and the claims that such a criterion does not apply.
Everything else stays as it is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mcaudit.facts.moves import Moves, Placed
from mcaudit.model import Edition, JsonObject, Profile, Subcomponent
from mcaudit.model.bearing import is_of_a_state, state_fields
from mcaudit.model.places import escaped, listed, value_at
from mcaudit.model.states import NATIONAL

_OVERLAY = "for_states"


def for_state(edition: Edition, profile: Profile, state: str) -> Profile:
    """Return a profile as it stands for a state, by its postal code; for its own state, the profile as it is written.

    A fact that names no state is about the profile's own state. In a national profile a reviewer decides where it
    counts. An entry of a list that does not count is emptied, so that the others stay where they are.
    """
    written = profile.written or profile
    if state == written.state:
        return written
    view = _View(edition, written, state)
    content = view.content()
    return replace(
        written,
        state=state,
        content=content,
        positions=view.moves.positions(written.positions),
        written=written,
        unplaced=tuple(view.unplaced),
    )


@dataclass(slots=True)
class _View:
    """Makes the content of a view, and notes where each part of it stands in the file."""

    edition: Edition
    profile: Profile
    state: str
    moves: Moves = field(default_factory=Moves)
    unplaced: list[str] = field(default_factory=list)

    @property
    def _top(self) -> str:
        return f"/{_OVERLAY}/{self.state}"

    @property
    def _is_national(self) -> bool:
        return self.profile.state == NATIONAL

    def content(self) -> JsonObject:
        """Return what the profile says for the state."""
        written = self.profile.content
        content = {key: value for key, value in written.items() if key != _OVERLAY}
        content["state"] = [self.state, NATIONAL] if self._is_national else self.state
        self.moves.leave_out(f"/{_OVERLAY}")
        for sub in self.edition.subcomponents:
            own = value_at(written, sub.pointer) or {}
            theirs = value_at(written, f"{self._top}{sub.pointer}") or {}
            if theirs or any(name in own for name in self._fields(sub)):
                component = dict(content.get(sub.component) or {})
                component[sub.key] = self._answer(sub, own, theirs)
                content[sub.component] = component
                for pointer in (f"/{sub.component}", sub.pointer):
                    if value_at(written, pointer) is None:
                        self.moves.head(pointer, f"{self._top}{pointer}")
        if content.get("about"):
            content["about"] = self._approved(content["about"], "/about")
        if content.get("organizations"):
            named = content["organizations"].items()
            content["organizations"] = {
                name: self._approved(entry, f"/organizations/{escaped(name)}") for name, entry in named
            }
        self._put(content, "", "statements", [*self._statements(), *self._entries(f"{self._top}/statements")])
        return content

    def _fields(self, sub: Subcomponent) -> tuple[str, ...]:
        return state_fields(self.edition).get(sub.pointer, ())

    # --- one answer --------------------------------------------------------------------------------

    def _answer(self, sub: Subcomponent, own: JsonObject, theirs: JsonObject) -> JsonObject:
        """Return an answer with the fields given for the state, and without its own about other states."""
        answer, at = dict(own), f"{self._top}{sub.pointer}"
        given = [name for name in self._fields(sub) if theirs.get(name) is not None]
        for name in self._fields(sub):
            pointer = f"{sub.pointer}/{name}"
            if name in given:
                answer[name] = self._stamped(sub.answer[name], theirs[name])
                self.moves.replace(pointer, f"{at}/{name}")
            elif name in own and (kept := self._kept(own[name], pointer)) is not None:
                answer[name] = kept
            elif answer.pop(name, None) is not None:
                self.moves.leave_out(pointer)
        changed = {*given, *(name for name in own if name not in answer)}
        citations = [*self._citations(sub, answer, given), *self._supporting(given, f"{at}/citations")]
        self._put(answer, sub.pointer, "citations", citations)
        disputed = [each for each in self._entries(f"{sub.pointer}/conflicts") if each[0].get("field") not in changed]
        self._put(answer, sub.pointer, "conflicts", [*disputed, *self._entries(f"{at}/conflicts")])
        self._put(answer, sub.pointer, "remarks", self._of_both(sub, "remarks"))
        claims = [each for each in self._of_both(sub, "not_applicable") if self._is_claimed_here(sub, each)]
        self._put(answer, sub.pointer, "not_applicable", claims)
        return answer

    def _stamped(self, schema: JsonObject, value: Any) -> Any:
        """Return an answer for the state that says so itself: in a national profile, what names no state is open."""
        inner = schema.get("items", schema)
        if not self._is_national or "state" not in inner.get("properties", {}):
            return value
        if isinstance(value, list):
            return [self._stamped(inner, each) for each in value]
        return {"state": self.state, **value} if isinstance(value, Mapping) else value

    def _put(self, holder: dict[str, Any], at: str, name: str, entries: list[Placed]) -> None:
        """Put a list together where it has entries."""
        holder.pop(name, None)
        listed = self.moves.listed(f"{at}/{name}", entries)
        if listed:
            holder[name] = listed

    def _entries(self, pointer: str) -> list[Placed]:
        """Return the entries of a list in the file, each with where it stands."""
        listed = value_at(self.profile.content, pointer)
        return [(each, f"{pointer}/{index}") for index, each in enumerate(listed if isinstance(listed, list) else ())]

    def _of_both(self, sub: Subcomponent, name: str) -> list[Placed]:
        return [*self._entries(f"{sub.pointer}/{name}"), *self._entries(f"{self._top}{sub.pointer}/{name}")]

    def _is_claimed_here(self, sub: Subcomponent, claim: Placed) -> bool:
        """Return whether a claim that a criterion does not apply is about this state, or about every one."""
        entry, at = claim
        bound = {each.id for each in sub.criteria if is_of_a_state(each)}
        return self._is_national or at.startswith(self._top) or entry.get("criterion") not in bound

    def _citations(self, sub: Subcomponent, answer: JsonObject, given: Collection[str]) -> Iterator[Placed]:
        """Yield the citations of the profile's own answer, which do not support what is given for the state."""
        own = [name for name in sub.answer if name in answer and name not in given]
        for entry, at in self._entries(f"{sub.pointer}/citations"):
            if entry.get("fields") or not given:
                yield entry, at
            elif own:
                yield {**entry, "fields": own}, at

    def _supporting(self, given: list[str], pointer: str) -> Iterator[Placed]:
        """Yield the citations of an answer for the state, which support nothing else."""
        for entry, at in self._entries(pointer):
            if entry.get("fields") or given:
                yield {"fields": given, **entry}, at

    # --- what is about the state -------------------------------------------------------------------

    def _kept(self, value: Any, pointer: str) -> Any:
        """Return what of a field is not known to be about another state; None where nothing is."""
        if not isinstance(value, list):
            return value if value is not None and self._counts(value, pointer) else None
        kept = [each if self._counts(each, f"{pointer}/{index}") else {} for index, each in enumerate(value)]
        if not any(kept):
            return None
        return kept if any(isinstance(each, Mapping) for each in value) else [each for each in kept if each]

    def _counts(self, value: Any, pointer: str) -> bool:
        """Return whether a fact is about the state, or may be; a text that is not a state's code may name this one."""
        named = value.get("state") if isinstance(value, Mapping) else None
        codes = [str(code) for code in listed(named) if code]
        if self.state in codes:
            return True
        if codes and all(code in self.edition.definitions["usps"]["enum"] for code in codes):
            return False
        if codes or self._is_national:
            self.unplaced.append(pointer)
            return True
        return False

    def _approved(self, entry: Any, at: str) -> Any:
        """Return an entry with the approvals that count for the state."""
        approvals = entry.get("approvals") if isinstance(entry, Mapping) else None
        if approvals is None:
            return entry
        kept = self._kept(approvals, f"{at}/approvals")
        if kept is None:
            self.moves.leave_out(f"{at}/approvals")
        counting = {} if kept is None else {"approvals": kept}
        return {**{key: value for key, value in entry.items() if key != "approvals"}, **counting}

    def _statements(self) -> Iterator[Placed]:
        """Yield the profile's own statements, each about the criteria that do not depend on its own state."""
        bound = {each.id for each in self.edition.criteria if is_of_a_state(each)}
        members = {group.id: group.members for sub in self.edition.subcomponents for group in sub.groups}
        for entry, at in self._entries("/statements"):
            about = [name for each in listed(entry["about"]) for name in members.get(each, (each,))]
            left = [name for name in about if name not in bound]
            if self._is_national or len(left) == len(about):
                yield entry, at
            elif left:
                yield {**entry, "about": left}, at
