"""`mcaudit verify`: checks an endorsement, and says exactly what was checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mcaudit.app.exits import Exit
from mcaudit.app.reports import loaded
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import emit
from mcaudit.media.plain import plain

FileArgument = Annotated[
    Path, typer.Argument(help="An endorsement, or a badge in which one is embedded.", metavar="FILE", readable=False)
]
IdentityOption = Annotated[
    list[Path] | None, typer.Option(help="The signer's identity file (did.json); repeatable.", metavar="FILE")
]
AuditOption = Annotated[Path | None, typer.Option(help="The audit that was endorsed.", metavar="FILE")]
ProfileOption = Annotated[Path | None, typer.Option(help="The profile that was audited.", metavar="FILE")]
DayOption = Annotated[
    str | None,
    typer.Option(
        "--date",
        help="The day on which it must be in force. [default: SOURCE_DATE_EPOCH, else today]",
        metavar="YYYY-MM-DD",
    ),
]
_CONCLUSIONS = {
    "no": (Exit.FAIL, "Not verified: an answer is no. Do not rely on it."),
    "unknown": (Exit.UNDECIDED, "Not verified: an answer is unknown. Give what is missing, or ask the issuer."),
    "yes": (Exit.PASS, "Verified: every answer is yes."),
}
"""What each answer comes to, the most severe first."""
_WIDTH = 9


def verify(
    path: FileArgument,
    identity: IdentityOption = None,
    audit: AuditOption = None,
    profile: ProfileOption = None,
    date: DayOption = None,
    config: ConfigOption = None,
) -> None:
    """Check an endorsement: its signature, time, issuer, audit, and profile. No network is used.

    Exit code: 0 every answer is yes, 1 any is no, 3 any is unknown.

    Examples:

      mcaudit verify endorsement.json --identity did.json --audit audit.json --profile profile.yaml
    """
    loaded("credentials.key:private_key")  # says which packages are missing, before another module misses them
    found = loaded("app.verifying:verify")(
        path, date=options.audit_date(date), identities=identity or (), record=audit, profile=profile
    )
    emit("\n".join(line for each in found for line in _lines(each)) + "\n")
    answers = [str(each.answer) for each in found]
    raise typer.Exit(next((code for answer, (code, _) in _CONCLUSIONS.items() if answer in answers), Exit.PASS))


def _lines(each: Any) -> list[str]:
    lines = [
        _CONCLUSIONS[each.answer][1],
        f"  it says: {plain(each.name)}",
        f"  issued by {plain(each.issuer)}",
        f"  about {plain(each.subject) or 'nothing named'}",
    ]
    for check in each.checks:
        lines += [f"  {check.answer:<{_WIDTH}}{check.question}", f"  {'':<{_WIDTH}}{plain(check.why)}"]
    return [*lines, ""]
