"""What every form needs: an id made when it is drawn, its errors beside their fields, and word of what was saved."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data_layer.errors import BadInput, UserError
from data_layer.ids import new_id
from data_layer.log import Reason
from data_layer.rules.sentences import Sentence
from pages.shared.wording import _, shown_as_text

T = TypeVar("T")
_SAID, _DONE = "said_after", "form_done"
_SECOND_CLICK = 3.0  # seconds after the screen stands in which a double click can draw it once more, on a slow machine


@dataclass(slots=True)
class _Draft:
    id: int = field(default_factory=new_id)
    is_written: bool = False


@dataclass(slots=True)
class _Said:
    sentence: Sentence
    until: float | None = None


def _draft(form: str) -> _Draft:
    found = st.session_state.setdefault(f"draft:{form}", _Draft())
    assert isinstance(found, _Draft)  # noqa: S101 - set right here
    return found


def draft_id(form: str) -> int:
    """The id that the record of this form will have: the same until `done`, so that a double click saves once."""
    return _draft(form).id


def done(form: str, sentence: Sentence | None = None) -> None:
    """The form's record was saved: the next one gets a new id. The sentence is shown on the next screen."""
    st.session_state[_DONE] = (form, _draft(form))
    st.session_state.pop(f"draft:{form}", None)
    if sentence is not None:
        st.session_state[_SAID] = _Said(sentence)


def forget(form: str) -> None:
    """The form was left without saving: the next time it is drawn it begins anew."""
    st.session_state.pop(f"draft:{form}", None)


def say_what_was_done() -> None:
    """Shows what `done` left to say, until a screen was wholly drawn with it and no second click can take it away."""
    said = st.session_state.get(_SAID)
    if not isinstance(said, _Said) or (said.until is not None and monotonic() > said.until):
        st.session_state.pop(_SAID, None)
        return
    st.success(shown_as_text(said.sentence), icon=":material/check_circle:")


def settled() -> None:
    """A screen was wholly drawn: no second click on the form before it can be on its way any more."""
    said = st.session_state.get(_SAID)
    if isinstance(said, _Said) and said.until is None:
        said.until = monotonic() + _SECOND_CLICK
    st.session_state.pop(_DONE, None)


class Form:
    """One form as it is drawn: the id of the record it will make, and the places beneath its fields.

    With `leads_away` saving opens another screen, and until that is wholly drawn this one is the form that was saved:
    a second click cuts the drawing of the other screen short, and would find a new, empty form here.
    """

    def __init__(self, name: str, *, leads_away: bool = False) -> None:
        self.name = name
        done_form, draft = st.session_state.get(_DONE, ("", None))
        self._draft = draft if leads_away and done_form == name else _draft(name)
        self._places: dict[str, tuple[str, DeltaGenerator]] = {}

    @property
    def id(self) -> int:
        """The id that the record will have; part of the keys of the fields, so that the next form begins empty."""
        return self._draft.id

    @contextmanager
    def field(self, name: str, label: str, *other_names: str) -> Iterator[str]:
        """The place where a field is drawn; gives its label. Errors call it by `name`, or by one of the others."""
        with st.container(gap="xxsmall"):
            yield label
            place = st.empty()
        self._places |= dict.fromkeys((name, *other_names), (label, place))

    def write(self, write: Callable[[], object]) -> None:
        """Writes, once: what a second click writes again would be taken for somebody else's change."""
        # no element is drawn between the two lines, so no click can come between them
        if not self._draft.is_written:
            write()
        self._draft.is_written = True

    def show(self, error: UserError) -> None:
        """Shows the error beneath the field that it names, and here which field that is; else the whole of it here."""
        found = self._places.get(error.field or "") if isinstance(error, BadInput) else None
        if found is None:
            st.error(shown_as_text(error.sentence), icon=":material/error:")
            return
        label, place = found
        place.markdown(f":red[:material/error: {shown_as_text(error.sentence)}]")
        st.error(_("Not done yet: look at “%(field)s”.", field=label), icon=":material/error:")

    @contextmanager
    def problems_shown(self) -> Iterator[None]:
        """An error for people that is raised within is shown in the form; what was typed stays."""
        try:
            yield
        except UserError as error:
            self.show(error)


@contextmanager
def problems_shown() -> Iterator[None]:
    """An error for people that is raised within is shown right here, where there is no form."""
    try:
        yield
    except UserError as error:
        st.error(shown_as_text(error.sentence), icon=":material/error:")


def reason(form: Form, question: str, labels: Mapping[str, str], name: str = "") -> Reason | None:
    """Why something is done: one of a list, and words for it; None while nothing is chosen."""
    with form.field("reason", question) as label:
        code = choice(label, labels, key=f"{name}reason:{form.id}")
    with form.field("reason_text", _("Explanation")) as label:
        words = st.text_input(label, max_chars=200, key=f"{name}reason_text:{form.id}", autocomplete="off")
    return Reason(code, words.strip() or None) if code else None


def choice(label: str, options: Mapping[T, str], *, key: str, usual: T | None = None) -> T | None:
    """One code of a list of labels, with the usual one proposed; None while nothing is chosen."""
    codes = list(options)
    return st.selectbox(
        label,
        codes,
        index=codes.index(usual) if usual in codes else None,
        format_func=options.__getitem__,
        placeholder=_("Choose"),
        key=key,
    )
