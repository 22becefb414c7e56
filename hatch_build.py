"""Builds the compiled criteria into the wheel, so that no command has to read and check their files first."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    """Checks the criteria and adds their compiled form; an editable install has a cache instead."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled form into a folder of its own, so that none is left among the sources."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from mcaudit.reading.edition.compiled import COMPILED, compiled_text  # noqa: PLC0415  only now can it be found
        from mcaudit.reading.edition.read import DEFAULT_EDITION, default_folder, edition_data  # noqa: PLC0415

        self.scratch = tempfile.TemporaryDirectory()
        file = Path(self.scratch.name, COMPILED)
        file.write_text(compiled_text(edition_data(default_folder())), encoding="utf-8")
        build_data["force_include"][str(file)] = f"mcaudit/criteria/{DEFAULT_EDITION}/{COMPILED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what `initialize` wrote."""
        if version != "editable":
            self.scratch.cleanup()
