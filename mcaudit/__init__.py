"""Audit educator micro-credentials against the Micro-Credential Quality Criteria, Version 1.0.

    audit = mcaudit.audit_file("profile.yaml", date="2026-11-01", policy="illinois")
    audit.verdict

What is listed below is the interface; it is loaded when it is first used. Functions are in `mcaudit.app.api`, the
values that they take and return in `mcaudit.model`, and the errors that they raise in `mcaudit.errors`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from mcaudit.version import __version__

if TYPE_CHECKING:
    from mcaudit.app.api import (
        audit_file,
        audit_profile,
        compare,
        document,
        load_audits,
        load_decisions,
        load_edition,
        load_policy,
        load_profile,
        map_acceptance,
        parse_profile,
        since,
    )
    from mcaudit.errors import EditionError, InputError, McauditError, OutputError, Problem
    from mcaudit.model import (
        Audit,
        Basis,
        Edition,
        Finding,
        Gate,
        Policy,
        Profile,
        Requirement,
        Review,
        Status,
        Verdict,
    )
    from mcaudit.model.acceptance import Acceptance
    from mcaudit.model.comparison import Comparison

__all__ = [
    "Acceptance", "Audit", "Basis", "Comparison", "Edition", "EditionError", "Finding", "Gate", "InputError",
    "McauditError", "OutputError", "Policy", "Problem", "Profile", "Requirement", "Review", "Status", "Verdict",
    "__version__", "audit_file", "audit_profile", "compare", "document", "load_audits", "load_decisions",
    "load_edition", "load_policy", "load_profile", "map_acceptance", "parse_profile", "since",
]  # fmt: skip

_HOMES = ("mcaudit.errors", "mcaudit.model", "mcaudit.model.comparison", "mcaudit.model.acceptance", "mcaudit.app.api")


def __getattr__(name: str) -> Any:
    """Load a part of the interface when it is first used: the command line needs few of them."""
    if name in __all__:
        for home in _HOMES:
            found = getattr(import_module(home), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module 'mcaudit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
