"""One recipient, in a drawer that the URL opens: what it may get and why, its agreements, what may be changed."""

import streamlit as st

from data_layer import recipients
from data_layer.categories import CATEGORIES, Use
from data_layer.recipient_agreements import Agreement, agreement_standing, agreements_of
from data_layer.recipients import ROLE_LABELS, USE_LABELS, Recipient
from data_layer.rules.access import Act, may
from data_layer.rules.agreements import Standing
from data_layer.vocabulary import GROUND_LABELS, PURPOSES
from pages.shared import choices, drawers, links, recipient_agreements, recipient_forms, session
from pages.shared.navigation import DISCLOSURES
from pages.shared.record_fields import country_names
from pages.shared.wording import _, day, language, plain


def opened_by_url() -> None:
    """Opens the drawer of the recipient whose code is in the URL, or says that there is none."""
    found = drawers.asked_for(choices.RECIPIENT, _read)
    if found is not None:
        drawers.drawer(plain(found[0].name), _drawn, *found, on_dismiss=lambda: links.put(choices.RECIPIENT, None))


def _read(code: str) -> tuple[Recipient, list[Agreement], Standing | None]:
    with session.the_store().read(session.actor(), Act.RECIPIENT_VIEW) as reader:
        recipient = recipients.by_code(reader, session.actor(), code)
        standing = agreement_standing(reader, reader.today).get(recipient.id)
        return recipient, agreements_of(reader, recipient.id), standing


def _drawn(recipient: Recipient, agreements: list[Agreement], standing: Standing | None) -> None:
    with st.container(horizontal=True, gap="small"):
        for words, colour in _badges(recipient, standing):
            drawers.badge(words, colour)
    if recipient.is_stranger:
        drawers.facts({_("Country"): _country(recipient)})
    else:
        drawers.facts(_facts(recipient))
        _categories(recipient)
    links.link(
        DISCLOSURES, _("Disclosures to and from it"), icon=":material/send:", **{choices.RECIPIENT: recipient.code}
    )
    may_change = may(session.actor().roles, Act.RECIPIENT_CHANGE)
    if not recipient.is_stranger:
        recipient_agreements.drawn(recipient, agreements, may_change=may_change)
    if may_change:
        recipient_forms.offered(recipient)


def _badges(recipient: Recipient, standing: Standing | None) -> list[tuple[str, str]]:
    if recipient.is_stranger or standing is None:
        return [(_("not a recipient of the school"), "red")]
    badges = [(_("data are exchanged"), "green") if recipient.active else (_("ended"), "gray")]
    badges.append(
        (_("named in the privacy statement"), "green")
        if recipient.in_statement
        else (_("not in the privacy statement"), "orange")
    )
    if recipient.role == "processor" and standing.state == "none":
        badges.append((_("no processor agreement: nothing can be delivered"), "red"))
    elif standing.state == "ending":
        badges.append((_("agreement ends on %(day)s", day=day(standing.until)), "orange"))
    return badges


def _country(recipient: Recipient) -> str:
    return country_names(language()).get(recipient.country, recipient.country)


def _facts(recipient: Recipient) -> dict[str, str]:
    habit = recipient.habit
    ground = _("chosen with each delivery")
    if habit is not None:
        ground = ", ".join(words for words in (_(GROUND_LABELS[habit.ground]), plain(habit.statute)) if words)
    return {
        _("Legal name"): plain(recipient.legal_name),
        _("Country"): _country(recipient),
        _("Role"): _(ROLE_LABELS[recipient.role]),
        _("Contact"): plain(recipient.contact) or "–",
        _("Purposes"): ", ".join(_(PURPOSES[number]) for number in recipient.purposes) or "–",
        _("Ground"): ground,
    }


def _categories(recipient: Recipient) -> None:
    drawers.heading(_("Which data"))
    for use, words in USE_LABELS.items():
        labels = [_(category.label) for category in CATEGORIES if recipient.use_of(category.code) is use]
        if labels:
            drawers.facts({_(words): f":gray[{', '.join(labels)}]" if use is Use.NEVER else ", ".join(labels)})
