"""What tests of media share with tests of documents."""

from __future__ import annotations

from tests.render.conftest import audits

__all__ = ["audits"]
