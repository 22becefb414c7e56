"""The guide to a state's policy, followed literally from an empty folder."""

from __future__ import annotations

import json
import re
from pathlib import Path

from mcaudit.model import Edition
from mcaudit.reading.policy.read import read_policy
from tests.conftest import ROOT, Run

GUIDE = (ROOT / "docs" / "writing-a-policy.md").read_text(encoding="utf-8")


def typed(folder: Path) -> Path:
    """The file that somebody has who typed all that the guide shows."""
    path = folder / "ohio.yaml"
    path.write_text("\n".join(re.findall(r"```yml\n(.*?)```", GUIDE, re.DOTALL)), encoding="utf-8")
    return path


def test_what_the_guide_shows_is_a_policy_that_decides(run: Run, tmp_path: Path, edition: Edition) -> None:
    policy = typed(tmp_path)
    read_policy(edition, policy)
    shown = run("criteria", "--policy", policy, cwd=tmp_path)
    assert shown.code == 0
    assert "Minimum hours: 15 (2F-1)" in shown.out
    new = run("new", "number-talks", "--title", "Leading Number Talks", "--state", "OH", cwd=tmp_path)
    assert new.code == 0
    checked = run("check", "number-talks.yaml", "--policy", policy, "--format", "json", cwd=tmp_path)
    (audit,) = json.loads(checked.out)["audits"]
    basis = {finding["criterion"]: (finding["status"], finding["basis"]) for finding in audit["findings"]}
    assert basis["4A-5"] == ("met", "policy")
    accepted = run("accept", "number-talks.yaml", "--policy", policy, "--to", "OH", cwd=tmp_path)
    assert accepted.code == 0
    assert "License renewal" in accepted.out


def test_the_policy_is_used_once_the_configuration_names_it(run: Run, tmp_path: Path) -> None:
    typed(tmp_path)
    config = re.search(r"printf '(.*?)' > mcaudit.yaml", GUIDE)
    assert config
    (tmp_path / "mcaudit.yaml").write_text(config[1].replace("\\n", "\n"), encoding="utf-8")
    run("new", "number-talks", "--title", "Leading Number Talks", "--state", "OH", cwd=tmp_path)
    assert "the policy of Ohio was applied" in " ".join(run("check", "number-talks.yaml", cwd=tmp_path).out.split())


def test_the_guide_names_every_part_of_a_policy_that_decides(run: Run) -> None:
    parts = json.loads(run("schema", "policy").out)["properties"]
    named = {*re.findall(r"`(\w+)`", GUIDE), *re.findall(r"^(\w+):", GUIDE, re.MULTILINE)}
    assert set(parts) - named == set()
