"""The forms about a complaint whose act is hard to undo or moves its clock: each asks first, with what will follow."""

from datetime import date

import streamlit as st

from data_layer.complaints import complaint_acts
from data_layer.rules.checks import LONGEST_TEXT
from data_layer.rules.complaints import VERDICT_LABELS, Verdict, answer_days
from data_layer.rules.sentences import say
from pages.shared import forms, usual_forms
from pages.shared.case_forms import day_field, form, save, with_day, words_key, written
from pages.shared.complaints.complaint_desk import Desk
from pages.shared.confirm import Question
from pages.shared.forms import Form
from pages.shared.wording import _

_ENDS_HOLD = say("Nothing is held for this complaint any more: what of the client is due may be destroyed.")


def answer(desk: Desk) -> None:
    """The answer, which stops the clock."""
    with form(desk, "answer") as drawn:
        left, right = with_day()
        with left:
            verdict = _verdict(drawn)
        with right, drawn.field("on", _("Answer sent on")) as label:
            on = day_field(label, desk, f"answer_day:{drawn.id}")
        with drawn.field("outcome", _("The outcome in words")) as label:
            outcome = st.text_area(label, height="content", key=f"answer_outcome:{drawn.id}", max_chars=LONGEST_TEXT)
        pressed = save(_("Save the answer"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.answer(
            store, desk.actor, desk.seen, event_id=drawn.id, verdict=verdict, outcome=outcome, on=on
        ),
        say("The answer is saved and the clock stands still."),
        pressed=pressed,
        asks=lambda: Question(
            _("Save this answer?"),
            [usual_forms.answered(_(VERDICT_LABELS[verdict]) if verdict else "", on, desk.legal_last_day)],
            _("Yes, the answer was sent"),
        ),
    )


def _verdict(drawn: Form) -> Verdict | None:
    labels = {verdict: _(VERDICT_LABELS[verdict]) for verdict in Verdict if verdict is not Verdict.WITHDRAWN}
    with drawn.field("verdict", _("Verdict")) as label:
        return forms.choice(label, labels, key=words_key("verdict", drawn.id))


def close(desk: Desk) -> None:
    """The end, after the answer; the verdict is asked where the answer was recorded without one."""
    with form(desk, "close") as drawn:
        verdict = None if desk.complaint.facts.verdict else _verdict(drawn)
        with drawn.field("on", _("Closed on")) as label:
            on = day_field(label, desk, f"close_day:{drawn.id}")
        pressed = save(_("Close the complaint"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.close(store, desk.actor, desk.seen, event_id=drawn.id, on=on, verdict=verdict),
        say("The complaint is closed."),
        pressed=pressed,
        asks=lambda: Question(_("Close this complaint?"), _after_closing(desk, on), _("Yes, everything is done")),
    )


def withdraw(desk: Desk) -> None:
    """The end of a complaint that was taken back; it needs no answer."""
    with form(desk, "withdraw") as drawn:
        left, right = with_day()
        with right, drawn.field("on", _("Withdrawn on")) as label:
            on = day_field(label, desk, f"withdraw_day:{drawn.id}")
        with left, drawn.field("why", _("What the person said, in short")) as label:
            why = st.text_area(label, height="content", key=f"withdraw_why:{drawn.id}", max_chars=LONGEST_TEXT)
        pressed = save(_("Close as withdrawn"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.close(
            store, desk.actor, desk.seen, event_id=drawn.id, on=on, verdict=Verdict.WITHDRAWN, why=why
        ),
        say("The complaint is closed as withdrawn."),
        pressed=pressed,
        asks=lambda: Question(
            _("Close this complaint?"), _after_closing(desk, on), _("Yes, the complaint was withdrawn")
        ),
    )


def _after_closing(desk: Desk, on: date) -> list[str]:
    found = [
        _("The complaint is closed as of %(day)s. Only notes can be added then, unless it is opened again.", day=on)
    ]
    return [*found, _(_ENDS_HOLD)] if desk.complaint.client_number else found


def pass_on(desk: Desk) -> None:
    """That the complaint came before the authority."""
    st.caption(_("The data protection authority (Autoriteit Persoonsgegevens) has the complaint too."))
    with form(desk, "pass_on") as drawn:
        with drawn.field("on", _("Passed on to the authority on")) as label:
            on = day_field(label, desk, f"pass_on_day:{drawn.id}")
        pressed = save(_("Save"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.pass_on(store, desk.actor, desk.seen, event_id=drawn.id, on=on),
        say("It is saved that the complaint was passed on to the authority."),
        pressed=pressed,
    )


def reopen(desk: Desk) -> None:
    """A closed complaint is taken up again."""
    with form(desk, "reopen") as drawn:
        with drawn.field("why", _("Why")) as label:
            why = st.text_area(label, height="content", key=f"reopen_why:{drawn.id}", max_chars=LONGEST_TEXT)
        pressed = save(_("Open the complaint again"))
    follows = [_("It is to be answered anew; the last day stays %(day)s.", day=desk.legal_last_day)]
    if desk.complaint.client_number:
        follows.append(_("As long as it is open, everything of the client is held."))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.reopen(store, desk.actor, desk.seen, event_id=drawn.id, why=why),
        say("The complaint is open again."),
        pressed=pressed,
        asks=lambda: Question(_("Open this complaint again?"), follows, _("Yes, open it again")),
    )


def receipt(desk: Desk) -> None:
    """Another day of receipt, with which all days move."""
    with form(desk, "receipt") as drawn:
        on, why = usual_forms.receipt(desk, drawn)
        pressed = save(_("Correct receipt"))
    written(
        desk,
        drawn,
        lambda store: complaint_acts.correct_receipt(
            store, desk.actor, desk.seen, event_id=drawn.id, received_on=on, why=why
        ),
        say("The day of receipt is corrected; all days have moved with it."),
        pressed=pressed,
        asks=lambda: Question(_("Correct the day of receipt?"), _after_correction(desk, on), _("Yes, correct it")),
    )


def _after_correction(desk: Desk, on: date) -> list[str]:
    after = answer_days(on, desk.store.settings.is_free_day)["legal_last_day"]
    return [_("The complaint counts as received on %(day)s.", day=on), usual_forms.moved(desk.legal_last_day, after)]
