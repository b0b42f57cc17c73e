"""The work of a request for access: where was searched, who else stands in the texts, and the overview that is sent."""

import streamlit as st

from data_layer.carrying_out import overview, places, redacting
from data_layer.carrying_out.overview import Made
from data_layer.carrying_out.places import Place
from data_layer.rules.access import Act, may
from pages.shared import drawers
from pages.shared.carrying_out import overview_steps, place_drawer, redaction_drawer
from pages.shared.requests.request_desk import Desk
from pages.shared.wording import _, _n, capitalised, day, plain


def shown(desk: Desk) -> None:
    """What was searched, what is blacked out, and the overview; what comes next stands out."""
    with desk.reading() as reader:
        found = places.of_case(reader, desk.case.id)
        covered = redacting.count(reader, desk.case.id)
        made = next(iter(overview.listed(reader, desk.case.id)), None)
    may_work = may(desk.actor.roles, Act.REQUEST_PROGRESS) and desk.case.finished_on is None
    _places(desk, found, may_work=may_work)
    if desk.case.client_id is None:
        st.info(_("Choose the client first: then the overview can be made."), icon=":material/person_search:")
        return
    _texts(desk, desk.case.client_id, covered, may_work=may_work)
    _overview(desk, made, found, may_work=may_work)


def _places(desk: Desk, found: list[Place], *, may_work: bool) -> None:
    drawers.heading(_("Searched outside the desk"))
    first_open = next((place.place for place in found if not place.is_searched), None)
    with st.container(gap="xsmall"):
        for place in found:
            left, right = st.columns([5, 2], vertical_alignment="center", gap="small")
            left.markdown(_in_words(place))
            if may_work:
                with right:
                    _recording(desk, place, is_next=place.place == first_open)
    if may_work and st.button(_("Another place"), icon=":material/add:", type="tertiary", key="another_place"):
        drawers.put_open(place_drawer.name_of(desk, None))
    if may_work:
        place_drawer.opened(desk, found)


def _recording(desk: Desk, place: Place, *, is_next: bool) -> None:
    name = place_drawer.name_of(desk, place)
    if place.is_searched:
        pressed = st.button(_("Change"), type="tertiary", key=name, help=_name(place))
    else:
        pressed = st.button(_("Record"), type=desk.loud if is_next else "secondary", key=name, help=_name(place))
    if pressed:
        drawers.put_open(name)


def _name(place: Place) -> str:
    words = place.label if isinstance(place.label, str) else _(place.label)
    return capitalised(words)


def _in_words(place: Place) -> str:
    name = plain(_name(place))
    if place.searched_on is None:
        not_yet = _("Not searched yet")
        return f"{name}  \n:small[{not_yet}]"
    facts = [day(place.searched_on), plain(place.searched_by), plain(place.file_name)]
    about = " · ".join(fact for fact in facts if fact)
    return f"{name}: {plain(place.found)}  \n:small[{about}]"


def _texts(desk: Desk, client_id: int, covered: int, *, may_work: bool) -> None:
    drawers.heading(_("Who else stands in the texts"))
    left, right = st.columns([5, 2], vertical_alignment="center", gap="small")
    if covered:
        left.markdown(
            _n("One piece is blacked out for this request.", "%(n)s pieces are blacked out for this request.", covered)
        )
    else:
        left.markdown(_("Nothing is blacked out for this request."))
    if not may_work:
        return
    if right.button(_("Read the texts"), key=redaction_drawer.NAME):
        drawers.put_open(redaction_drawer.NAME)
    if drawers.is_open(redaction_drawer.NAME):
        drawers.drawer(
            _("Black out who else stands in the texts"), redaction_drawer.drawn, desk, client_id,
            on_dismiss=drawers.close,
        )  # fmt: skip


def _overview(desk: Desk, made: Made | None, found: list[Place], *, may_work: bool) -> None:
    drawers.heading(_("The overview"))
    if made is not None:
        st.markdown(_stand(made))
    elif not all(place.is_searched for place in found):
        st.caption(_("It can be made when every place was searched."))
        return
    if not may_work:
        return
    if made is None or made.sent_on is not None:
        overview_steps.make(desk, is_next=made is None)
        return
    if made.reviewed_on is None:
        overview_steps.review(desk, made)
    else:
        overview_steps.send(desk, made)
    with st.expander(_("Make it anew"), icon=":material/refresh:"):
        overview_steps.make(desk, is_next=False)


def _stand(made: Made) -> str:
    parts = [_("Made on %(day)s", day=day(made.made_on))]
    if made.reviewed_on is not None:
        parts.append(_("read by %(name)s on %(day)s", name=plain(made.reviewed_by), day=day(made.reviewed_on)))
    if made.sent_on is not None:
        parts.append(_("sent on %(day)s", day=day(made.sent_on)))
    return " · ".join(parts)
