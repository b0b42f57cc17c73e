"""What an unanswered request asks for first: the rule behind the queue, the reminders and the screen of the case."""

from datetime import date
from enum import StrEnum

from data_layer.rules.deadlines import DECIDE_AFTER, REMIND_AFTER


class WhatNow(StrEnum):
    """What is to be done first; while it waits for an answer of the person, what that asks for."""

    SEND_NOTICE = "send_notice"
    WAIT = "wait"
    REMIND = "remind"
    REMINDED = "reminded"
    DECIDE = "decide"
    ANSWER = "answer"


def what_now(
    today: date,
    *,
    legal_last_day: date,
    waiting_since: date | None,
    reminded_on: date | None,
    notice_by: date | None = None,
) -> WhatNow:
    """What the days of an unanswered request ask for first.

    `notice_by` is the last day to send a notice of extension that lies here; after it the notice is void. A question
    that stays open asks for one reminder after 14 days and for a decision after 30, or once the last day has passed:
    without an answer the question moves no day.
    """
    if notice_by is not None and today <= notice_by:
        return WhatNow.SEND_NOTICE
    if waiting_since is None:
        return WhatNow.ANSWER
    if today >= waiting_since + DECIDE_AFTER or legal_last_day < today:
        return WhatNow.DECIDE
    if reminded_on is not None:
        return WhatNow.REMINDED
    return WhatNow.REMIND if today >= waiting_since + REMIND_AFTER else WhatNow.WAIT
