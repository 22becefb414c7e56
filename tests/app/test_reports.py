"""The table of reports: everything that it names is there, and each medium that is not JSON has a writer."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcaudit.app import reports
from mcaudit.app.reports import Report, loaded
from mcaudit.media.registry import media_names

REPORTS = {name: each for name, each in vars(reports).items() if isinstance(each, Report)}


@pytest.mark.parametrize("name", REPORTS)
def test_what_makes_a_report_is_there(name: str) -> None:
    report = REPORTS[name]
    for reference in (*report.builders.values(), *report.laid_out.values(), *filter(None, [report.record])):
        assert callable(loaded(reference)), reference
    assert set(report.builders) <= set(media_names())
    assert not set(report.builders) & set(report.laid_out)


@pytest.mark.parametrize("name", REPORTS)
def test_an_output_has_a_medium_that_the_report_exists_in(name: str) -> None:
    report = REPORTS[name]
    report.require(report.media[0], Path("x"))
    with pytest.raises(ValueError, match=r"x.doc does not say what to write: end its name in .+ MEDIUM=FILE"):
        report.require("doc", Path("x.doc"))
    assert set(report.on_screen) == set(report.media) - {"html", "pdf", "docx", "xlsx"}
