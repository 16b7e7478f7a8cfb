"""The rule for empty Enters, in times alone."""

from __future__ import annotations

import pytest

from screens.suffix import Suffix


class Hand:
    """Types into the rule; counts what would be entered."""

    def __init__(self) -> None:
        self.rule = Suffix()
        self.now = 0.0
        self.heard: list[str] = []

    def type(self, text: str, pause: float) -> Hand:
        """Characters, and `\\r` for Enter, `pause` seconds apart; `!` is a key of another kind."""
        typed = ""
        for char in text:
            self.now += pause
            if char == "!":
                self.rule.other()
            elif char != "\r":
                typed += char
                self.rule.key(self.now)
            elif typed:
                self.rule.entry(self.now)
                self.heard.append(typed)
                typed = ""
            else:
                self.heard += [""] * self.rule.empties(self.now)
        return self


SCAN, HAND = 0.001, 0.12


def test_a_hand_is_always_heard() -> None:
    assert Hand().type("24*\r\r\r", HAND).heard == ["24*", "", ""]
    assert Hand().type("\r\r", HAND).heard == ["", ""]
    assert Hand().type("\r\r", SCAN).heard == ["", ""]


def test_a_scan_and_then_a_hand() -> None:
    for suffix in ("\r", "\r\r"):
        hand = Hand().type(f"111111{suffix}222222{suffix}", SCAN)
        hand.now += 0.3
        assert hand.type("\r\r", HAND).heard == ["111111", "222222", "", ""]


def test_a_burst_of_double_returns_never_finishes() -> None:
    assert Hand().type("111111\r\r" * 300, SCAN).heard == ["111111"] * 300


def test_enters_typed_ahead() -> None:
    assert Hand().type("111111\r222222\r\r\r", SCAN).heard == ["111111", "222222", "", ""]
    assert Hand().type("111111\r24*\r\r\r", SCAN).heard == ["111111", "24*", "", ""]


def test_one_enter_typed_ahead_of_a_double_return_scanner_is_one() -> None:
    assert Hand().type("111111\r\r222222\r\r\r", SCAN).heard == ["111111", "222222", ""]


def test_a_slow_line_may_part_the_two_returns_of_a_scanner_that_is_known() -> None:
    hand = Hand().type("111111\r\r222222\r", SCAN)
    hand.now += 0.1
    assert hand.type("\r", SCAN).heard == ["111111", "222222"]


def test_a_key_between_makes_the_next_enter_a_hands() -> None:
    assert Hand().type("111111\r!\r", SCAN).heard == ["111111", ""]


@pytest.mark.parametrize("pause", [0.05, 0.12, 0.4])
def test_any_hand_after_a_single_return_scan(pause: float) -> None:
    hand = Hand().type("111111\r222222\r", SCAN)
    assert hand.type("\r", pause).heard == ["111111", "222222", ""]
