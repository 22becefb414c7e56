"""`mcaudit endorse`: signs an endorsement of what passes an audit."""

from __future__ import annotations

import getpass
import os
import warnings
from pathlib import Path
from typing import Annotated, Any

import typer

from mcaudit.app.exits import Exit, exit_of
from mcaudit.app.reports import loaded
from mcaudit.app.writing import write_all, write_whole
from mcaudit.cli import options
from mcaudit.cli.configuration import ConfigOption
from mcaudit.cli.emit import notify, to_stderr
from mcaudit.errors import OutputError
from mcaudit.reading.text import read_bytes

_MOST_PASSPHRASE = 4096
ProfileArgument = Annotated[
    Path | None, typer.Argument(help="The profile to endorse.", metavar="PROFILE", readable=False)
]
IssuerOption = Annotated[Path, typer.Option(help="Who signs: a file that begins with `format: mcaudit-issuer/1`.")]
KeyOption = Annotated[Path, typer.Option(help="The private key: Ed25519, as PEM.", metavar="PEM")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The file to write.")]
OfOption = Annotated[str, typer.Option("--of", help="The web address or URN that identifies the micro-credential.")]
UrlOption = Annotated[str, typer.Option("--audit-url", help="Where the audit will stand on the web.")]
AuditOption = Annotated[Path | None, typer.Option(help="Write the audit there. [default: beside the endorsement]")]
UntilOption = Annotated[
    str, typer.Option(help="The last day; an earlier end of the policy or of a waiver counts.", metavar="DATE")
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(help="A file, such as /dev/fd/3, with the passphrase of the key. [default: you are asked]"),
]
IdentityOption = Annotated[
    bool, typer.Option("--identity", help="Write the identity file (did.json) of the issuer instead.")
]


def endorse(
    issuer: IssuerOption,
    key: KeyOption,
    output: OutputOption,
    path: ProfileArgument = None,
    of: OfOption = "",
    audit_url: UrlOption = "",
    audit: AuditOption = None,
    until: UntilOption = "",
    identity: IdentityOption = False,
    passphrase_file: PassphraseOption = None,
    decisions: options.Decisions = None,
    policy: options.Policy = None,
    date: options.Date = None,
    edition: options.Edition = None,
    config: ConfigOption = None,
) -> None:
    """Audit a profile again; if it passes, sign an Open Badges 3.0 endorsement of it.

    Exit code: 0 signed, 1 not a pass, 3 undecided; nothing is written then.

    Examples:

      mcaudit endorse --identity --issuer agency.yaml --key key.pem -o did.json

      mcaudit endorse profile.yaml --decisions decisions/ --issuer agency.yaml --key key.pem
        --of https://example.org/badge --audit-url https://agency.gov/audit.json --until 2029-06-30 -o endorsement.json
    """
    loaded("credentials.key:private_key")  # says which packages are missing, before another module misses them
    signer = _Signer(issuer, key, passphrase_file)
    if identity:
        raise typer.Exit(signer.write_identity(output))
    request = _request(path, of, audit_url, options.audit_date(date), options.audit_date(until) if until else "")
    request |= {"policy": policy, "decisions": decisions or (), "edition": edition}
    record = audit or output.with_suffix(".audit.json")
    if os.path.realpath(record) == os.path.realpath(output):
        raise typer.BadParameter("it is the file of --output; name another for the audit", param_hint="--audit")
    raise typer.Exit(signer.write_endorsement(output, record, request, config))


def _request(path: Path | None, of: str, audit_url: str, date: str, until: str) -> dict[str, Any]:
    """Return what is to be endorsed; raise typer.BadParameter if a part is missing."""
    if path is None or not of or not audit_url:
        raise typer.BadParameter("give PROFILE, --of, and --audit-url; or --identity for the identity file")
    addresses = {"subject": _address(of, "--of"), "record_address": _address(audit_url, "--audit-url")}
    return {"profile": path, **addresses, "date": date, "until": until}


def _address(text: str, option: str) -> str:
    if not text.startswith(("https://", "http://", "urn:", "did:")) or any(map(str.isspace, text)):
        raise typer.BadParameter(f"“{text}” is not a web address or URN", param_hint=option)
    return text


class _Signer:
    """Who signs, with the key that signs."""

    def __init__(self, issuer: Path, key: Path, passphrase_file: Path | None) -> None:
        self.issuer, self.key, self.passphrase_file = issuer, key, passphrase_file

    def passphrase(self) -> bytes:
        """Return the passphrase of the key; it is never an option, which other users could see."""
        if self.passphrase_file is not None:
            return read_bytes(self.passphrase_file, _MOST_PASSPHRASE, "passphrase").rstrip(b"\r\n")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", getpass.GetPassWarning)  # it would be shown as it is typed
                return getpass.getpass(f"Passphrase of {self.key.as_posix()}: ").encode()
        except (EOFError, OSError, getpass.GetPassWarning) as error:
            raise OutputError("nobody can be asked for the passphrase here; give it with --passphrase-file") from error

    def write_identity(self, output: Path) -> Exit:
        """Write the identity file, and say where it belongs."""
        read, content = loaded("app.endorsing:identity")(self.issuer, self.key, self.passphrase)
        inputs = [each for each in (self.issuer, self.key, self.passphrase_file) if each]
        write_whole(output, content, lambda: inputs)
        address = loaded("credentials.identity:address_of")(read.id)
        notify(f"wrote {output.as_posix()}; publish it at {address}")
        return Exit.PASS

    def write_endorsement(self, output: Path, record: Path, request: dict[str, Any], config: Path | None) -> Exit:
        """Write an endorsement, and the audit that it rests on; write nothing if the audit is not a pass."""
        asked = loaded("app.endorsing:Request")(issuer=self.issuer, key=self.key, **request)
        made = loaded("app.endorsing:endorse")(asked, self.passphrase)
        notify(*made.notices)
        if made.refused:
            to_stderr(f"not endorsed: {made.refused}")
            if code := exit_of(made.verdict):
                notify("`mcaudit check` shows what is missing, with the same --policy, --decisions, and --date")
            return code or Exit.FAIL
        read = [*made.read, *(each for each in (self.passphrase_file, config) if each)]
        write_all({record: made.record, output: made.endorsement}, lambda: read)
        notify(f"wrote {output.as_posix()}, in force until {made.until}")
        notify(f"wrote {record.as_posix()}; publish it, byte for byte, at {request['record_address']}")
        return Exit.PASS
