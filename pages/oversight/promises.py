"""What the privacy statement promises and whether it is kept; and where the statement falls short of the law."""

import streamlit as st

from data_layer.promises import judging
from data_layer.promises.promise import SECTIONS
from data_layer.promises.shortfalls import shortfalls
from data_layer.rules.access import Act
from data_layer.rules.promises import VERDICT_LABELS, Verdict
from data_layer.statement_versions import in_force
from pages.shared import choices, promise_drawer, promise_rows, session, shortfall_drawer, shortfall_rows
from pages.shared.navigation import PROMISES
from pages.shared.wording import _, _n, capitalised

SHORTFALLS = "tekort"
store, actor = session.the_store(), session.actor()

st.title(_(PROMISES.title))
views = {"promises": _(PROMISES.title), SHORTFALLS: _("Where the statement falls short")}
if choices.segments(_("View"), "weergave", views) == SHORTFALLS:
    with store.read(actor, Act.PROMISES_VIEW) as reader:
        places = shortfalls(reader)
    shortfall_drawer.opened_by_url(places)
    shortfall_rows.shown(places)
    st.stop()

with store.read(actor, Act.PROMISES_VIEW) as reader:
    found = judging.judged(reader, actor, store.clock())
    version = in_force(reader)
promised, counts = judging.promised(found), judging.counts(found)
nothing = sum(one.had_nothing for one in promised)
st.markdown(
    _(
        "Of the %(all)s promises of the privacy statement, **%(kept)s** are kept, **%(attention)s** ask for attention"
        " and **%(not_kept)s** are not kept. What happened is counted over the last twelve months.",
        all=len(promised),
        kept=counts[Verdict.KEPT],
        attention=counts[Verdict.ATTENTION],
        not_kept=counts[Verdict.NOT_KEPT],
    )
    + (
        " "
        + _n(
            "For one of the kept there was nothing to judge yet.",
            "For %(n)s of the kept there was nothing to judge yet.",
            nothing,
        )
        if nothing
        else ""
    )
)
if version is not None and version.recorded_on is not None:
    st.info(
        _(
            "The version of %(day)s is in force. The promises below are those of the version with which the desk began;"
            " what this version promises newly has no row yet.",
            day=version.dated,
        ),
        icon=":material/info:",
    )
stands = {verdict.value: f"{capitalised(_(label))} ({counts[verdict]})" for verdict, label in VERDICT_LABELS.items()}
stand = choices.pills(_("How they stand"), "stand", stands)
promise_drawer.opened_by_url(found)
shown = [one for one in promised if stand is None or one.verdict == stand]
for section in SECTIONS:
    if of_section := [one for one in shown if one.promise.section == section]:
        promise_rows.section(section, of_section)
if not shown:
    st.info(_("No promise stands so now. Choose another above."), icon=":material/check_circle:")
if stand is None and (gone := [one for one in found if one.missing_since is not None]):
    promise_rows.gone(gone)
