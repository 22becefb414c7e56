"""The form reads a profile in YAML as mcaudit does, with a library that is kept byte for byte."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from mcaudit.errors import InputError
from mcaudit.forms.intake.page import intake_script
from mcaudit.forms.templating import template_file
from mcaudit.reading import limits
from mcaudit.reading.parsing.tree import read_document
from mcaudit.reading.text import text_of
from tests.conftest import ROOT

PACKAGE = "mcaudit.forms.intake"
SCRIPT = ROOT / "mcaudit" / "forms" / "intake" / "templates" / "yaml.js"
SHA256 = "02970a652376ad653ff069c606ee7440b0514f52ed94a98426cb52426c8e5a02"
"""That of `dist/browser/js-yaml.umd.min.js` of js-yaml 5.5.0."""
READ = """
const Yaml = require(process.argv[1]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const read = (text) => {
  try {
    return { data: Yaml.read(text) };
  } catch ({ why }) {
    return { why };
  }
};
console.log(JSON.stringify(texts.map(read)));
"""
PROFILES = sorted(
    path
    for folder in ("profiles", "tests/fidelity/calibration", "tests/golden")
    for path in ROOT.glob(f"{folder}/**/*.yaml")
)
AWKWARD = (
    "a: NO\nb: no\nc: yes\nd: True\ne: true\nf: null\ng: ~\nh:\n",
    "a: 2026-01-01\nb: 12:30\nc: 1E-1\nd: 1.5e3\ne: 0x1F\nf: 0o7\ng: 1_000\nh: .5\ni: +1\nj: 007\nk: -3\nl: .inf\n",
    "a: 'NO'\nb: \"\\ud83d\\ude00\"\nc: 'it''s'\nd: \"\\u2028\"\n",
    "a: >-\n  one\n  two\n\n  three\nb: |\n  one\n   two\nc: >\n  x\n",
    "a: [1, {b: c, d: [e]}, 'f, g']\nh: {i: j}\n",
    "a: &x [1, {b: c}]\nd: *x\ne: *x\n",
    "# only\na: b # and\n...\n",
    "a: x # y\nb: x#y\nc: 'x # y'\n",
    "constructor: a\n__proto__: {b: c}\ntoString: d\n",
)
HOSTILE = {
    "a tag": "a: !!str 5",
    "a function": "a: !!js/function 'x'",
    "a value within itself": "a: &x [*x]",
    "a bomb of anchors": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
    "a long text, often": f"a: &x {'y' * 100_000}\nb: [{', '.join(['*x'] * 100)}]",
    "deep nesting": "[" * 100_000,
    "a merge key": "a: &x {b: c}\nd:\n  <<: *x",
    "two documents": "a: b\n---\nc: d",
    "a key twice": "a: b\na: c",
    "a list as a key": "? [a]\n: b",
    "a tab": "a:\n\tb: c",
    "nothing to refer to": "a: *x",
}


def in_node(texts: list[str]) -> list[dict[str, object]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not here; CI has it")
    ran = subprocess.run(
        [node, "-e", READ, SCRIPT], input=json.dumps(texts), capture_output=True, check=True, text=True
    )
    return list(json.loads(ran.stdout))


def test_the_form_reads_yaml_as_mcaudit_does() -> None:
    texts = [*(path.read_text(encoding="utf-8") for path in PROFILES), *AWKWARD]
    assert len(texts) > 20
    expected = [{"data": read_document(text_of(text.encode(), "profile.yaml")).data} for text in texts]
    assert in_node(texts) == expected


def test_what_mcaudit_refuses_the_form_refuses_and_says_why() -> None:
    for text in HOSTILE.values():
        with pytest.raises(InputError):
            read_document(text_of(text.encode(), "profile.yaml"))
    for name, said in zip(HOSTILE, in_node(list(HOSTILE.values())), strict=True):
        assert str(said["why"]).startswith("it "), name


def test_the_form_reads_no_more_than_mcaudit_does() -> None:
    script = template_file("yaml.js", PACKAGE)
    found = dict(re.findall(r"const (MOST_\w+) = ([\d* ]+);", script))
    assert {name: eval(number) for name, number in found.items()} == {
        "MOST_DEPTH": limits.MAX_DEPTH,
        "MOST_VALUES": limits.MAX_NODES,
        "MOST_CHARACTERS": limits.MAX_BYTES,
        "MOST_DIGITS": limits.MAX_DIGITS,
    }


def test_the_library_is_the_published_one_and_goes_with_its_license() -> None:
    library = (files(PACKAGE) / "vendored" / "js-yaml.min.js").read_bytes()
    assert hashlib.sha256(library).hexdigest() == SHA256
    assert SHA256 in (files(PACKAGE) / "vendored" / "README.md").read_text(encoding="utf-8")
    script = intake_script()
    assert library.decode().partition("\n//#")[0] in script
    assert "Copyright (C) 2011-2015 by Vitaly Puzrin" in script
    assert "sourceMappingURL" not in script
