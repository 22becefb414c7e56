"""What a field holds, in words that help people fill it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mcaudit.model.fields import Field, FieldKind

SHORT = 8
"""Codes that a short line names."""
_WORDS: Mapping[FieldKind, str] = {
    FieldKind.TEXT: "text",
    FieldKind.DATE: "a date, such as 2026-03-31",
    FieldKind.ADDRESS: "a web address",
    FieldKind.ORGANIZATION: "the short name of an organization",
    FieldKind.DOCUMENT: "the short name of a document",
    FieldKind.CRITERION: "a criterion, such as 1F-6",
    FieldKind.GROUP: "several fields",
    FieldKind.LIST: "a list of entries",
    FieldKind.NAMED: "entries under short names",
}


def holds(field: Field, most: int | None = None) -> str:
    """Return in a few words what a field holds, with at `most` so many codes of a choice."""
    match field.kind:
        case FieldKind.CHOICE if field.codes == ("yes", "no"):
            return "yes or no"
        case FieldKind.CHOICE:
            more = f" … ({len(field.codes)} in all)" if most and len(field.codes) > most else ""
            return f"{'one or more' if field.several else 'one'} of: {', '.join(field.codes[:most])}{more}"
        case FieldKind.NUMBER:
            words = "a whole number" if field.whole else "a number"
            if field.least is not None and field.most is not None:
                words += f" from {field.least:g} to {field.most:g}"
            elif field.least is not None:
                words += f", {field.least:g} or more"
            return f"{words}, or {' or '.join(field.codes)}" if field.codes else words
    return f"{_WORDS[field.kind]}{', or a list of them' if field.several else ''}"


def listed(names: Sequence[str]) -> str:
    """Return names of the edition that follow one another, such as "2B to 2F"; two as "1B-1 or 1B-2"."""
    return f"{names[0]} {'to' if len(names) > len(_PAIR) else 'or'} {names[-1]}"


_PAIR = ("first", "last")
