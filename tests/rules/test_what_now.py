"""An open question asks for a reminder and then for a decision; a notice that lies here goes out first."""

from datetime import date

import pytest

from data_layer.rules.what_now import WhatNow, what_now

ASKED, LAST = date(2026, 3, 1), date(2026, 4, 20)


@pytest.mark.parametrize(
    ("today", "asks", "reminded"),
    [
        (date(2026, 3, 14), WhatNow.WAIT, WhatNow.REMINDED),
        (date(2026, 3, 15), WhatNow.REMIND, WhatNow.REMINDED),
        (date(2026, 3, 30), WhatNow.REMIND, WhatNow.REMINDED),
        (date(2026, 3, 31), WhatNow.DECIDE, WhatNow.DECIDE),
    ],
)
def test_an_open_question_asks_for_one_reminder_and_then_a_decision(
    today: date, asks: WhatNow, reminded: WhatNow
) -> None:
    assert what_now(today, legal_last_day=LAST, waiting_since=ASKED, reminded_on=None) is asks
    assert what_now(today, legal_last_day=LAST, waiting_since=ASKED, reminded_on=ASKED) is reminded


@pytest.mark.parametrize("waiting_since", [None, ASKED])
def test_a_notice_is_sent_before_anything_else_until_it_is_void(waiting_since: date | None) -> None:
    def asks(today: date, notice_by: date | None) -> WhatNow:
        return what_now(today, legal_last_day=LAST, waiting_since=waiting_since, reminded_on=None, notice_by=notice_by)

    last = date(2026, 3, 10)
    assert asks(last, last) is WhatNow.SEND_NOTICE
    assert asks(date(2026, 3, 11), last) is asks(date(2026, 3, 11), None) is not WhatNow.SEND_NOTICE


def test_a_last_day_that_passes_while_the_request_waits_asks_for_a_decision() -> None:
    asks = [
        what_now(date(2026, 3, day), legal_last_day=date(2026, 3, 5), waiting_since=ASKED, reminded_on=None)
        for day in (5, 6)
    ]
    assert asks == [WhatNow.WAIT, WhatNow.DECIDE]
