"""The forms about who asks: the way that is chosen, its result, and a copy that came in and went."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from data_layer.requests import identifying, identity_copies
from data_layer.requests.identity_checks import Check, possible_methods
from data_layer.requests.request_case import Applicant
from data_layer.rules.checks import LONGEST_LINE, LONGEST_TEXT
from data_layer.rules.identity_ladder import (
    METHOD_LABELS,
    METHOD_MEANINGS,
    Method,
    lighter_untried,
    masking_warning,
    needs_reason,
)
from data_layer.rules.sentences import say
from pages.shared import forms
from pages.shared.case_forms import day_field, form, one_of, save, with_day, words_key, written
from pages.shared.confirm import Question
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _

_RESULTS = {"verified": say("it is certain who asks"), "failed": say("it did not become certain")}

_REACTIONS = {False: say("no"), True: say("yes")}

_CERTAIN = say("It is established who asks.")
_CERTAIN_BY_COPY = say("It is established who asks. Destroy the copy now.")


def identity(desk: Desk) -> None:
    """The way in which it is made sure who asks, the lightest first."""
    draft = forms.draft_id(desk.draft)
    with desk.reading() as reader:
        methods = possible_methods(reader, desk.case.id)
    if desk.case.applicant_kind is Applicant.REPRESENTATIVE:
        st.caption(_("This is about who asks: the representative, not the person concerned."))
    method = st.radio(
        _("How is it made sure who asks?"),
        methods,
        format_func=lambda code: _(METHOD_LABELS[code]),
        captions=[_(METHOD_MEANINGS[code]) for code in methods],
        key=words_key("identity_method", draft),
    )
    if Method.CODE_TO_CONTACT not in methods:
        st.caption(_("A code cannot be sent: there is no contact on file of who asks."))
    if method is Method.KNOWN_IN_PERSON:
        _known(desk)
    else:
        _asked(desk, method, methods)


def _known(desk: Desk) -> None:
    with form(desk, "known") as drawn:
        left, right = with_day()
        with left, drawn.field("how", _("Who knows the person, and from what?")) as label:
            how = st.text_input(label, key=f"known_how:{drawn.id}", autocomplete="off", max_chars=LONGEST_LINE)
        with right, drawn.field("on", _("On")) as label:
            on = day_field(label, desk, f"known_day:{drawn.id}")
        pressed = save(_("Save identity"))
    written(
        desk,
        drawn,
        lambda store: identifying.known(store, desk.actor, desk.seen, event_id=drawn.id, on=on, how=how),
        _CERTAIN,
        pressed=pressed,
    )


def _asked(desk: Desk, method: Method, possible: Sequence[Method]) -> None:
    tried = {Method.KNOWN_IN_PERSON, *(check.method for check in desk.checks)}
    lighter = lighter_untried(method, tried, possible)
    if lighter is not None:
        st.caption(_("Lighter, and not tried yet: %(method)s.", method=METHOD_LABELS[lighter]))
    draft = forms.draft_id(desk.draft)
    is_doubted = st.toggle(_("There is reasonable doubt: the clock waits"), key=f"identity_doubted:{draft}")
    reason = doubt = None
    with form(desk, "identity") as drawn:
        left, right = with_day()
        if needs_reason(method):
            with left, drawn.field("reason", _("Why does nothing lighter do?")) as label:
                reason = st.text_area(
                    label,
                    height="content",
                    key=f"identity_reason:{drawn.id}",
                    max_chars=LONGEST_TEXT,
                )
        if is_doubted:
            with left, drawn.field("doubt", _("Why is it uncertain who asks?")) as label:
                doubt = st.text_area(label, height="content", key=f"identity_doubt:{drawn.id}", max_chars=LONGEST_TEXT)
        with (
            right if needs_reason(method) or is_doubted else left,
            drawn.field("asked_on", _("Asked on"), "method") as label,
        ):
            on = day_field(label, desk, f"identity_day:{drawn.id}")
        if method is Method.CODE_TO_CONTACT:
            st.caption(_("After saving you see the code and where it may go."))
        pressed = save(_("Save"))
    written(
        desk,
        drawn,
        partial(
            identifying.ask,
            actor=desk.actor,
            seen=desk.seen,
            event_id=drawn.id,
            method=method,
            asked_on=on,
            reason=reason,
            doubt=doubt,
        ),
        say("It is saved that identity was asked."),
        pressed=pressed,
    )


def result(desk: Desk) -> None:
    """Whether it became certain who asks."""
    check = desk.open_check
    if check is None:
        _done_already()
        return
    results = {code: words for code, words in _RESULTS.items() if code == "failed" or not check.awaits_copy}
    if check.awaits_copy:
        st.caption(_("Without the copy it cannot become certain. First record that the copy came in."))
    found = one_of(_("What came of it?"), results, "identity_result", forms.draft_id(desk.draft))
    if found == "verified":
        _verified(desk, check)
    else:
        _failed(desk, check)


def _done_already() -> None:
    words = _("Somebody else changed this meanwhile. Nothing was saved. You see here how it stands now.")
    st.warning(words, icon=":material/sync_problem:")


def _verified(desk: Desk, check: Check) -> None:
    code = None
    with form(desk, "identity_verified") as drawn:
        left, right = with_day()
        if check.method is Method.CODE_TO_CONTACT:
            with left, drawn.field("code", _("The code that the person tells you")) as label:
                code = st.text_input(label, key=f"identity_code:{drawn.id}", autocomplete="off", max_chars=LONGEST_LINE)
        with right if check.method is Method.CODE_TO_CONTACT else left, drawn.field("on", _("On")) as label:
            on = day_field(label, desk, f"identity_verified_day:{drawn.id}")
        pressed = save(_("Save the result"))
    written(
        desk,
        drawn,
        lambda store: identifying.establish(
            store, desk.actor, desk.seen, event_id=drawn.id, check_id=check.id, on=on, code=code
        ),
        _CERTAIN_BY_COPY if check.has_copy else _CERTAIN,
        pressed=pressed,
    )


def _failed(desk: Desk, check: Check) -> None:
    reacted_on = None
    has_reacted = False
    if check.question_id is not None and check.copy_received_on is None:
        has_reacted = one_of(_("Did the person react?"), _REACTIONS, "identity_reacted", forms.draft_id(desk.draft))
        st.caption(_("The clock waited until the day on which the person reacted. Without that no days are added."))
    with form(desk, "identity_failed") as drawn:
        left, right = with_day()
        with left, drawn.field("why", _("What was missing or did not fit?")) as label:
            why = st.text_area(label, height="content", key=f"identity_why:{drawn.id}", max_chars=LONGEST_TEXT)
        if has_reacted:
            with left, drawn.field("reacted_on", _("Reacted on")) as label:
                reacted_on = day_field(label, desk, f"identity_reacted_day:{drawn.id}")
        with right, drawn.field("on", _("On")) as label:
            on = day_field(label, desk, f"identity_failed_day:{drawn.id}")
        pressed = save(_("Save the result"))
    written(
        desk,
        drawn,
        lambda store: identifying.fail(
            store,
            desk.actor,
            desk.seen,
            event_id=drawn.id,
            check_id=check.id,
            on=on,
            why=why,
            reacted_on=reacted_on,
        ),
        say("The result is saved. You can try another way."),
        pressed=pressed,
    )


def copy_received(desk: Desk) -> None:
    """A copy that came in, asked or not: its day and what is masked on it, and nothing else of it."""
    awaiting = [check for check in desk.checks if check.awaits_copy]
    check = max(awaiting, key=lambda check: (check.is_open, check.id), default=None)  # one can come late too
    if check is None:
        st.caption(_("Nobody asked for this copy. Destroy it as soon as it is recorded, and record that too."))
    st.caption(_("Keep nothing of the copy itself: no picture, no document number. Here stands only that it came in."))
    with form(desk, "copy_received") as drawn:
        photo = st.checkbox(_("The photo is masked"), key=f"copy_photo:{drawn.id}")
        bsn = st.checkbox(_("The BSN is masked"), key=f"copy_bsn:{drawn.id}")
        with drawn.field("on", _("Came in on")) as label:
            on = day_field(label, desk, f"copy_day:{drawn.id}")
        pressed = save(_("Save"))
    warning = masking_warning(photo_masked=photo, bsn_masked=bsn)
    written(
        desk,
        drawn,
        lambda store: identity_copies.receive_copy(
            store,
            desk.actor,
            desk.seen,
            event_id=drawn.id,
            check_id=check.id if check else None,
            on=on,
            photo_masked=photo,
            bsn_masked=bsn,
        ),
        say("It is saved that the copy came in. %(what)s", what=warning or say("Look at it, and destroy it then.")),
        pressed=pressed,
    )


def copy_destroyed(desk: Desk) -> None:
    """A copy that went."""
    check = next((check for check in desk.checks if check.has_copy), None)
    if check is None:
        _done_already()
        return
    with form(desk, "copy_destroyed") as drawn:
        with drawn.field("on", _("Destroyed on")) as label:
            on = day_field(label, desk, f"destroyed_day:{drawn.id}")
        pressed = save(_("Save"))
    written(
        desk,
        drawn,
        lambda store: identity_copies.destroy_copy(
            store, desk.actor, desk.seen, event_id=drawn.id, check_id=check.id, on=on
        ),
        say("It is saved that the copy is destroyed."),
        pressed=pressed,
        asks=lambda: Question(
            _("Is the copy gone everywhere?"),
            [
                _("Also from the mailbox and its bin, from the scanner and from paper."),
                _("It counts as destroyed on %(day)s. The desk no longer warns of it.", day=on),
            ],
            _("Yes, everywhere"),
        ),
    )
