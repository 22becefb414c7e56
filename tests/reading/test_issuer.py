"""An issuer's file is read, or refused with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mcaudit.errors import InputError
from mcaudit.reading.issuer import read_issuer
from tests.conftest import faults_in

Write = Callable[[str, str], Path]
AGENCY = """\
format: mcaudit-issuer/1
id: did:web:education.example.gov
name: Example State Department of Education
url: https://education.example.gov
"""


def test_an_issuer_allows_nothing_that_it_does_not_say(write: Write) -> None:
    found = read_issuer(write(AGENCY, "agency.yaml"))
    assert (found.name, found.method) == (
        "Example State Department of Education",
        "did:web:education.example.gov#key-1",
    )
    assert not found.self_declared
    assert not found.fictional


def test_what_an_issuer_allows_is_read(write: Write) -> None:
    found = read_issuer(write(f"{AGENCY}key: key-2\nself_declared: yes\nfictional: yes\n", "agency.yaml"))
    assert (found.key, found.self_declared, found.fictional) == ("key-2", True, True)


@pytest.mark.parametrize("text", ["[]\n", "name: Agency\n", "format: mcaudit-profile/1\n"])
def test_another_file_is_named_as_such(write: Write, text: str) -> None:
    with pytest.raises(InputError, match="not an issuer's file"):
        read_issuer(write(text, "agency.yaml"))


def test_every_mistake_has_its_line(write: Write) -> None:
    text = AGENCY.replace("did:web:", "did:key:").replace("https:", "ftp:") + "nmae: x\n"
    assert sorted({problem.line for problem in faults_in(read_issuer, write(text, "agency.yaml")) if problem.line}) == [
        2,
        4,
        5,
    ]
