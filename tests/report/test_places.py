"""Fields that a provider may fill in, as a letter names them."""

import pytest

from mcaudit.report.places import fields_in_words


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["covers"], "“covers”"),
        (["typical hours", "covers"], "“typical hours” and “covers”"),
        (
            ["learning (times set by)", "application (times set by)"],
            "“learning” and “application” under “times set by”",
        ),
        (["cost (resources, entry 2)"], "“cost” under “resources”, entry 2"),
        (
            ["title (in 2C, opportunities)", "kind (in 2C, opportunities)"],
            "“title” and “kind” under “opportunities” of 2C",
        ),
        (["supports (in 2D)"], "“supports” of 2D"),
        (["kind (evidence)", "covers"], "“kind” under “evidence”; and “covers”"),
    ],
)
def test_fields_of_one_place_stand_together(labels: list[str], words: str) -> None:
    """A reader sees the fields, and then once where they stand."""
    assert fields_in_words(labels, "and") == words


def test_the_name_of_another_kind_is_not_asked_for_beside_the_kind() -> None:
    """Nobody gives a kind and another kind."""
    assert fields_in_words(["kind (in 1E, evidence)", "other kind (in 1E, evidence)"], "or") == (
        "“kind” under “evidence” of 1E"
    )


def test_choices_of_which_one_is_enough_stand_in_one_list() -> None:
    """“A or B or C” is a list of three."""
    assert fields_in_words(["stipend or bonus (currencies)", "salary (currencies)"], "or") == (
        "“stipend”, “bonus”, or “salary” under “currencies”"
    )
