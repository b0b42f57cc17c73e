"""Merges two clients that are one person: both side by side, a choice where they differ, and what follows."""

from dataclasses import replace
from typing import Any, NoReturn

import streamlit as st

from data_layer import clients, merging
from data_layer.errors import ChangedMeanwhile, UserError
from data_layer.log import Reason
from data_layer.merging import REASONS, Pair
from data_layer.rules.access import Act
from data_layer.rules.checks import LONGEST_LINE
from data_layer.rules.sentences import say
from data_layer.store import Store
from pages.shared import confirm, forms, links, look_alikes, pairs, session
from pages.shared.confirm import Question
from pages.shared.navigation import CLIENT, CLIENTS, MERGE
from pages.shared.wording import _, plain, shown_as_text

store, actor = session.the_store(), session.actor()
number, other = st.query_params.get("nummer", ""), st.query_params.get("met", "")


def ask_numbers() -> NoReturn:
    """Asks which two clients are meant, and opens them; the list of those who look alike is a click away."""
    asked = forms.Form("merge_which")
    with st.form("merge_which"), st.grid(2, min_column_width=200):
        with asked.field("number", _("Client number that stays")) as label:
            stays = st.text_input(label, number, autocomplete="off", key="merge_stays", max_chars=LONGEST_LINE)
        with asked.field("other", _("Client number that goes into it")) as label:
            goes = st.text_input(label, other, autocomplete="off", key="merge_goes", max_chars=LONGEST_LINE)
        pressed = st.form_submit_button(_("Put side by side"), type="primary")
    links.link(CLIENTS, _("Clients who may be the same person"), icon=":material/group:", weergave="look_alikes")
    if pressed:
        with asked.problems_shown():
            with store.read(actor, Act.CLIENT_LIST) as reader:
                for typed in (stays.strip(), goes.strip()):
                    clients.id_of(reader, typed)
            links.go(MERGE, nummer=stays.strip(), met=goes.strip())
    st.stop()


def the_pair() -> Pair:
    """The two clients of the URL. Stops the screen, with words, where they cannot be merged."""
    try:
        return merging.opened_pair(store, actor, number, other, sitting=session.sitting())
    except UserError as error:
        if isinstance(error, ChangedMeanwhile) and is_done():
            links.go(CLIENT, nummer=number)
        st.error(shown_as_text(error.sentence), icon=":material/error:")
        links.link(CLIENTS, _("To the clients"), icon=":material/group:")
        st.stop()


def is_done() -> bool:
    """Whether these two were merged already, as a second click finds them."""
    with store.read(actor, Act.CLIENT_LIST) as reader:
        return clients.the_client(reader, other).merged_with == number


def seen_before(pair: Pair) -> Pair:
    """The two as the last drawing of this screen showed them: what the button was pressed upon."""
    key = f"seen:{pair.kept.id}:{pair.merged.id}"
    versions = st.session_state.get(key, (pair.kept.version, pair.merged.version))
    st.session_state[key] = (pair.kept.version, pair.merged.version)
    return replace(pair, kept=replace(pair.kept, version=versions[0]), merged=replace(pair.merged, version=versions[1]))


links.back(CLIENTS)
st.title(_(MERGE.title))
if not (number and other):
    ask_numbers()
pair = the_pair()
seen = seen_before(pair)
form = forms.Form(f"merge:{pair.kept.id}:{pair.merged.id}", leads_away=True)
st.markdown(
    _(
        "Client %(other)s goes into client %(number)s. Do so only when they are one person.",
        number=plain(pair.kept.number),
        other=plain(pair.merged.number),
    )
)
with st.container(horizontal=True, vertical_alignment="center"):
    for side in (pair.kept, pair.merged):
        links.link(CLIENT, plain(side.number), icon=":material/person:", nummer=side.number)
    if st.button(_("The other way round"), icon=":material/swap_horiz:", type="tertiary", key="other_way_round"):
        links.go(MERGE, nummer=other, met=number)
    look_alikes.told_apart(pair.kept.id, pair.kept.number, pair.merged.id, pair.merged.number)
pairs.side_by_side(pair)
st.markdown(pairs.moving(pair))
if pair.kept.values["registered_on"] != pair.merged.values["registered_on"]:
    st.caption(_("Of the two days of registration the earlier one stays."))
with st.form(f"{form.name}:{form.id}"):
    taken = []
    if pair.differing:
        st.subheader(_("What is right?"))
        with st.grid(3, min_column_width=200):
            taken = [field.column for field in pair.differing if pairs.choice(form, field, pair)]
    with st.grid(2, min_column_width=220):
        labels = {code: _(sentence) for code, sentence in REASONS.items()}
        reason = forms.reason(form, _("Why is this one person?"), labels)
    pressed = st.form_submit_button(_("Merge"), type="primary")


def write(where: Store) -> Any:
    """Merges the two as they were seen."""
    merging.merge(where, actor, kept=seen.kept, merged=seen.merged, taken=taken, reason=reason or Reason("none"))


def question() -> Question:
    """What follows from merging."""
    return Question(
        _("Merge for good?"),
        [
            pairs.moving(pair),
            _("From now on only client %(number)s is listed and counted.", number=plain(pair.kept.number)),
            _("This cannot be undone."),
        ],
        _("Yes, they are one person"),
    )


confirm.written(
    form,
    store,
    write,
    say("Client %(other)s was merged with client %(number)s.", number=pair.kept.number, other=pair.merged.number),
    lambda: links.go(CLIENT, nummer=pair.kept.number),
    pressed=pressed,
    asks=question,
)
