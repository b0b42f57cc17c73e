"""Who asks is made sure in the lightest way that will do, on days that can be."""

from datetime import date

import pytest

from data_layer.rules.identity_ladder import (
    METHOD_LABELS,
    METHOD_MEANINGS,
    Method,
    code_of,
    day_problem,
    is_the_code,
    lighter_untried,
    masking_warning,
    needs_reason,
)
from data_layer.rules.request_course import EventKind

DAY = date(2026, 11, 10)
KNOWN, CODE, SHOWN, COPY = Method


def test_the_ladder_goes_from_the_lightest_to_the_copy_and_only_that_needs_a_reason() -> None:
    assert list(Method) == ["known_in_person", "code_to_contact", "document_shown", "masked_copy"]
    assert list(METHOD_LABELS) == list(METHOD_MEANINGS) == list(Method)
    assert [method for method in Method if needs_reason(method)] == [COPY]


@pytest.mark.parametrize(
    ("method", "tried", "possible", "lighter"),
    [
        (KNOWN, [], list(Method), None),
        (COPY, [], list(Method), KNOWN),
        (COPY, [KNOWN], list(Method), CODE),
        (COPY, [KNOWN], [KNOWN, SHOWN, COPY], SHOWN),
        (COPY, [KNOWN, CODE, SHOWN], list(Method), None),
        (CODE, [KNOWN], list(Method), None),
    ],
)
def test_the_lightest_way_that_was_not_tried_is_pointed_out(
    method: Method, tried: list[Method], possible: list[Method], lighter: Method | None
) -> None:
    assert lighter_untried(method, tried, possible) is lighter


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EventKind.IDENTITY_ASKED, "before the request was received"),
        (EventKind.IDENTITY_VERIFIED, "before identity was asked"),
        (EventKind.IDENTITY_FAILED, "before identity was asked"),
        (EventKind.COPY_RECEIVED, "before it was asked"),
        (EventKind.COPY_DESTROYED, "before it came in"),
    ],
)
def test_a_day_before_what_it_follows_or_in_the_future_is_a_problem(kind: EventKind, words: str) -> None:
    early = day_problem(kind, date(2026, 11, 9), DAY, DAY)
    late = day_problem(kind, date(2026, 11, 11), DAY, DAY)
    assert early is not None
    assert words in early.msgid
    assert late is not None
    assert "future" in late.msgid
    assert day_problem(kind, DAY, DAY, DAY) is None


def test_a_copy_that_shows_too_much_is_to_be_masked_or_destroyed() -> None:
    assert masking_warning(photo_masked=True, bsn_masked=True) is None
    told = {
        masking_warning(photo_masked=photo, bsn_masked=bsn)
        for photo, bsn in ((True, False), (False, True), (False, False))
    }
    assert len(told) == 3


def test_a_code_has_six_digits_of_its_own_check_and_key_and_is_read_with_spaces() -> None:
    codes = {code_of(key, check_id) for key in (b"one", b"two") for check_id in range(1, 50)}
    assert len(codes) > 95
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    code = code_of(b"one", 7)
    assert code == code_of(b"one", 7)
    arabic = "".join(chr(0x660 + int(digit)) for digit in code)
    for typed in (
        f" {code[:3]} {code[3:]}\n",
        f"{code[:3]}-{code[3:]}",
        f"{code}.",
        f"\u200e{arabic[:3]}\u00a0{arabic[3:]}",
    ):
        assert is_the_code(typed, code)
    for wrong in (None, "", code[:5], code + "0", "é", "\ud800", f"{code}\u00b2", f"{code}x"):
        assert not is_the_code(wrong, code)
