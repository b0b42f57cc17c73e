"""What is shown of a client for a reason only: a popover asks for it, and shows it once, for half a minute."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from data_layer.log import Reason
from data_layer.rules.sentences import Sentence
from pages.shared.forms import Form
from pages.shared.wording import _

HIDE_AFTER = 30  # seconds that it stays readable


@dataclass(frozen=True, slots=True)
class Secret:
    """One thing that can be revealed: the words of its popover, the reasons, and what looks at it, which is logged."""

    name: str
    label: str
    question: str
    reasons: Mapping[str, Sentence]
    show: str
    hidden: str
    look: Callable[[Reason], str]


@st.fragment
def offered(secret: Secret) -> None:
    """The popover that shows it for a reason."""
    with st.popover(secret.label, icon=":material/visibility:", type="tertiary"):
        labels = {code: _(words) for code, words in secret.reasons.items()}
        form = Form(secret.name)
        with st.form(secret.name, border=False):
            with form.field("reason", secret.question) as label:
                code = st.selectbox(
                    label,
                    list(labels),
                    index=None,
                    format_func=labels.__getitem__,
                    placeholder=_("Choose a reason"),
                    key=f"{secret.name}_reason",
                )
            with form.field("reason_text", _("Explanation")) as label:
                words = st.text_input(label, max_chars=200, key=f"{secret.name}_words", autocomplete="off")
            asked = st.form_submit_button(secret.show, icon=":material/visibility:")
        st.caption(_("Who looked, when and why is noted in the log."))
        if not asked:
            return
        with form.problems_shown():
            _shown([secret.look(Reason(code or "none", words.strip() or None))], secret.hidden)


@st.fragment(run_every=HIDE_AFTER)
def _shown(left: list[str], hidden: str) -> None:
    """Draws it once: when the fragment comes round again it is gone, from here and from the session."""
    if left:
        st.code(left.pop(), language=None)
        st.caption(_("Hidden again after %(n)s seconds.", n=HIDE_AFTER))
    else:
        st.caption(hidden)
