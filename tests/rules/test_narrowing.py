"""What is typed to narrow a list to a window, department or person."""

from __future__ import annotations

import pytest

from hallclient.rules.narrowing import matches


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", True),
        ("3", True),
        ("３号窗", True),
        ("窗口3", True),
        ("13", False),
        ("100", True),
        ("1003", True),
        ("1004", False),
        ("民政", True),
        ("民政 3", True),
        ("民政 4", False),
        ("王芳", True),
        ("LI", True),
        ("赵", False),
    ],
)
def test_every_part_must_fit(wanted: str, found: bool) -> None:
    assert matches(wanted, window=3, code="1003", words=("县民政局", "王芳 Li")) is found


def test_a_code_of_two_digits_is_a_person_too() -> None:
    assert matches("12", window=3, code="12")
    assert not matches("12", window=3, code="123")
    assert not matches("3", window=None)
