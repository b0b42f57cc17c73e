"""What happened to a record: who did what when and why, and what changed while somebody had it open."""

import streamlit as st

from data_layer import record_lists
from data_layer.categories import RecordKind
from data_layer.clients import Client
from data_layer.log import Subject
from data_layer.logbook.log_segments import forgotten_until
from data_layer.record_lists import Happening, Record
from data_layer.records import REASON_WORDS
from data_layer.rules.access import Act
from data_layer.vocabulary import SOURCES
from pages.shared import session
from pages.shared.record_words import value_words
from pages.shared.wording import _, in_words, plain


def drawn(client: Client, kind: RecordKind, record: Record) -> None:
    """The history, read when it is opened, with the source of the record."""
    with st.expander(_("History"), icon=":material/history:", on_change="rerun", key=f"history:{record.id}") as opened:
        if not opened.open:
            return
        store, subject = session.the_store(), Subject("client", client.id)
        with store.read(session.actor(), Act.CLIENT_VIEW, subject, sitting=session.sitting()) as reader:
            happenings = record_lists.history(reader, kind, client.id, record.id)
            forgotten = forgotten_until(reader)
        st.caption(_("Source: %(source)s", source=SOURCES.get(record.source, record.source)))
        if not happenings:
            st.caption(_("Nothing was noted of this record: it was there before the desk kept its history."))
        for happening in happenings:
            st.text(_happened(kind, happening))
        if forgotten is not None:
            st.caption(
                _("What happened before %(day)s is not known any more: the log keeps five years.", day=forgotten.date())
            )


def _happened(kind: RecordKind, happening: Happening) -> str:
    labels = {field.column: _(field.label) for field in kind.shown} | {"source": _("Source")}
    fields = ", ".join(labels[name] for name in happening.fields if name in labels)
    what = {"added": _("added"), "corrected": _("corrected"), "removed": _("removed"), "merged": _("merged")}
    who = happening.who or _("somebody who left")
    first = f"{in_words(happening.happened_at)} · {who} · {what[happening.what]}"
    why = _(REASON_WORDS[happening.reason_code]) if happening.reason_code in REASON_WORDS else ""
    return "\n".join(line for line in (first, fields, ": ".join(w for w in (why, happening.reason) if w)) if line)


def differences(kind: RecordKind, seen: Record, now: Record) -> None:
    """What somebody else changed between what was seen and what is there now."""
    changed = [field for field in kind.shown if seen.values[field.column] != now.values[field.column]]
    rows = [
        _(
            "%(field)s: was %(before)s, is now %(after)s",
            field=field.label,
            before=plain(value_words(field, seen.values[field.column])) or "–",
            after=plain(value_words(field, now.values[field.column])) or "–",
        )
        for field in changed
    ]
    if rows:
        st.warning("\n".join(f"- {row}" for row in rows), title=_("Changed meanwhile"), icon=":material/sync:")
