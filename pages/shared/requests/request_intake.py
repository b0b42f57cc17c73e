"""The parts of the form for a new request: with what it begins, whom it is about, what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from data_layer.errors import NotFound
from data_layer.ids import new_id
from data_layer.requests import request_case
from data_layer.requests.request_authority import Authority
from data_layer.requests.request_case import APPLICANT_LABELS, Applicant
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_LINE
from data_layer.rules.request_course import withdrawal_target
from data_layer.rules.sentences import Fact, Sentence, say
from data_layer.vocabulary import RIGHT_LABELS, Channel, Right
from pages.shared import case_forms, session
from pages.shared.forms import Form
from pages.shared.requests.request_earlier import FROM
from pages.shared.wording import _, shown_as_text

NOBODY = 0  # not among the clients, or not known yet


@dataclass(frozen=True, slots=True)
class Start:
    """With what the form begins: nothing, or what a letter that asks something more told already."""

    joins: str | None = None
    client: str = ""
    person_name: str = ""
    applicant_kind: Applicant = Applicant.SELF
    applicant_name: str = ""
    applicant_contact: str = ""
    authority: Authority = Authority.MISSING
    channel: Channel = Channel.EMAIL
    received_on: date = field(default_factory=session.today)

    @property
    def form(self) -> str:
        """The name of the form, another for each letter."""
        return f"new_request:{self.joins}" if self.joins else "new_request"


def start() -> Start:
    """What the URL asks the form to begin with."""
    joins = st.query_params.get(FROM)
    if not joins:
        return Start(client=st.query_params.get("client", ""))
    try:
        case, _course, _events = request_case.opened(
            session.the_store(), session.actor(), joins, sitting=session.sitting()
        )
    except NotFound as error:
        st.error(shown_as_text(error.sentence), icon=":material/search_off:")
        return Start()
    return Start(
        joins=case.number,
        client=case.client_number or "",
        person_name=case.person_name or "",
        applicant_kind=case.applicant_kind,
        applicant_name=case.applicant_name or "",
        applicant_contact=case.applicant_contact or "",
        authority=Authority.ON_PAPER if case.authorised_on else Authority.MISSING,
        channel=case.channel,
        received_on=case.received_on,
    )


def rights(form: Form) -> list[Right]:
    """What is asked: one right, or several of one letter."""
    labels = {right: _(words) for right, words in RIGHT_LABELS.items()}
    with form.field("rights", _("What is asked? Several are possible")) as label:
        picked = st.pills(
            label,
            list(labels),
            selection_mode="multi",
            format_func=labels.__getitem__,
            key=f"rights:{form.id}",
        )
    return [right for right in labels if right in picked]


def ids_for(asked: Sequence[Right], draft: int) -> Mapping[Right, int]:
    """The id that the request for each right will have, the same for a second click."""
    drawn = st.session_state.setdefault(f"ids:{draft}", {right: new_id() for right in Right})
    return {right: drawn[right] if place else draft for place, right in enumerate(asked)}


def told(numbers: Sequence[str], rights: Sequence[Right]) -> Sentence:
    """What was registered, and by when it is to be done."""
    store = session.the_store()
    with store.read(session.actor(), Act.REQUEST_LIST) as reader:
        case = request_case.the_request(reader, numbers[0])
    withdrawn = dict(zip(rights, numbers, strict=True)).get(Right.CONSENT_WITHDRAWAL)
    target = withdrawal_target(case.received_on, store.settings.is_free_day)
    facts: dict[str, Fact] = {"number": numbers[0], "numbers": ", ".join(numbers), "day": case.legal_last_day}
    if len(numbers) == 1 and withdrawn:
        return say("Request %(number)s is registered. Carry it out on %(day)s.", number=withdrawn, day=target)
    if len(numbers) == 1:
        return say("Request %(number)s is registered. The last day is %(day)s.", **facts)
    if withdrawn:
        return say(
            "Requests %(numbers)s are registered. The last day is %(day)s; carry out %(number)s on %(target)s.",
            **facts | {"number": withdrawn, "target": target},
        )
    return say("Requests %(numbers)s are registered. The last day is %(day)s.", **facts)


def registered_before(draft: int) -> str | None:
    """The number of the first request that this very form made, while the screen that it leads to is not drawn yet."""
    found: str | None = st.session_state.get(f"registered:{draft}")
    return found


def is_registered(draft: int, number: str) -> None:
    """Notes what the form made, for a click or a field that cuts the drawing of the next screen short."""
    st.session_state[f"registered:{draft}"] = number


def about(form: Form, begun: Start) -> tuple[int | None, str]:
    """Whom it is about: a client, None where several fit and none is chosen, NOBODY; and the name that was sought."""
    left, right = st.columns([2, 3])
    search = left.text_input(
        _("Who is it about?"),
        begun.client or begun.person_name,
        type="search",
        placeholder=_("client number or name"),
        key=f"who:{form.id}",
        max_chars=LONGEST_LINE,
    )
    name = "" if any(c.isdigit() for c in search) else search.strip()
    found = case_forms.found(session.the_store(), session.actor(), search)
    if found:
        with right, form.field("client_id", _("Client"), "person_name") as label:
            return _client(label, found, search, form.id), name
    if search:
        right.caption(_("No client fits. Try another spelling, or register with the name as it was given."))
    return NOBODY, name


def _client(label: str, found: Mapping[int, str], search: str, draft: int) -> int | None:
    people = {**found, NOBODY: _("not a client, or not known yet")}
    fits = [place for place, words in enumerate(found.values()) if words.startswith(f"{search.strip()} ·")]
    return st.selectbox(
        label,
        list(people),
        index=0 if len(found) == 1 else next(iter(fits), None),
        format_func=people.__getitem__,
        placeholder=_("choose the client"),
        key=f"client:{draft}:{search}",
    )


def who_asks(form: Form, begun: Start) -> Applicant:
    """The person concerned, or somebody on their behalf."""
    applicants = {kind: _(words) for kind, words in APPLICANT_LABELS.items()}
    return st.segmented_control(
        _("Who asks?"),
        list(applicants),
        default=begun.applicant_kind,
        required=True,
        format_func=applicants.__getitem__,
        key=f"kind:{form.id}",
    )


def names(form: Form, begun: Start, kind: Applicant, *, is_client: bool, name: str) -> tuple[str | None, ...]:
    """Name of the person, name of who asks, and where the answer goes, each where no file of a client says it."""
    # in the form: what a field outside it sends when one leaves it for the button could cut the saving short
    person = applicant = contact = None
    is_other = kind is not Applicant.SELF
    if is_client and not is_other:
        return None, None, None
    widths = [*([] if is_client else [5]), *([4] if is_other else []), 4]  # the first has the longest label
    places = iter(st.columns(widths))
    if not is_client:
        with next(places), form.field("person_name", _("Name of the person, as given")) as label:
            person = st.text_input(
                label, name, key=f"person:{form.id}:{name}", autocomplete="off", max_chars=LONGEST_LINE
            )
    if is_other:
        with next(places), form.field("applicant_name", _("Name of who asks")) as label:
            applicant = st.text_input(
                label, begun.applicant_name, key=f"applicant:{form.id}", autocomplete="off", max_chars=LONGEST_LINE
            )
    contact = next(places).text_input(
        _("Where the answer goes"),
        begun.applicant_contact,
        placeholder=_("e-mail, phone or address"),
        key=f"contact:{form.id}",
        autocomplete="off",
        max_chars=LONGEST_LINE,
    )
    return person, applicant, contact
