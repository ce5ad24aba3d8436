"""Numbers in addresses and forms."""

import pytest

from search.parameters import LONGEST_NUMBER, number_from, numbers_from


@pytest.mark.parametrize(
    "text", [None, "", " ", "-1", "+1", "1.0", "²", "٣", "x", "9" * (LONGEST_NUMBER + 1), "9" * 5000]
)
def test_what_is_no_number_of_a_row(text: str | None) -> None:
    assert number_from(text) is None


def test_numbers_in_their_order() -> None:
    assert numbers_from(["12", "x", "007", ""]) == [12, 7]
    assert numbers_from(["999", "1000"], digits=3) == [999]
