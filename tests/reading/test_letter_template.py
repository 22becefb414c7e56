"""A template of a letter holds placeholders and conditions; anything else is refused with its line."""

from __future__ import annotations

import pytest

from mcaudit.model.agency import PLACEHOLDERS
from mcaudit.reading.config.agency import checked_template
from mcaudit.reading.text import Text
from tests.conftest import faults_in


def text(content: str) -> Text:
    return Text(path="letter.md", content=content, sha256="")


def test_every_placeholder_and_conditions_are_allowed() -> None:
    content = "".join(f"{{{{ {name} }}}}\n" for name in PLACEHOLDERS)
    content += "{% if deadline and not appeal or contact %}A{% else %}B{% endif %}\n"
    assert checked_template(text(content)).content == content


@pytest.mark.parametrize(
    ("content", "line", "message", "help"),
    [
        ("Dear {{ addresse }}", 1, "unknown placeholder `addresse`", "did you mean `addressee`?"),
        ("\n{{ qqqqq }}", 2, "unknown placeholder `qqqqq`", "the placeholders are"),
        ("a\nb\n{% for x in y %}{% endfor %}", 3, "a template of a letter cannot do this", "write placeholders"),
        ("{{ addressee.__class__ }}", 1, "a template of a letter cannot do this", "write placeholders"),
        ("\n{% if deadline %}", 2, "this template cannot be read", "write placeholders"),
        ("{{" + "(" * 5000 + "1" + ")" * 5000 + "}}", 1, "this template cannot be read", "write placeholders"),
    ],
    ids=["near", "unknown", "loop", "attribute", "open", "deep"],
)
def test_what_is_not_allowed_is_an_error_at_its_line(content: str, line: int, message: str, help: str) -> None:
    found = faults_in(checked_template, text(content))[0]
    assert (found.line, found.message[: len(message)]) == (line, message)
    assert help in found.help
