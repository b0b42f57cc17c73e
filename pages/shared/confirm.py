"""What is hard to undo is asked before it is done: what will happen, in words, with a yes and a way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from data_layer.errors import UserError
from data_layer.rules.sentences import Sentence
from data_layer.store import Store
from pages.shared import defects, session
from pages.shared.forms import Form, done
from pages.shared.wording import _

_ASKED, _REFUSED = "asked_first", "refused_after_yes"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a title, what follows from a yes, and the words of the button that says it."""

    title: str
    consequences: Sequence[str]
    yes: str


@dataclass(slots=True)
class _Asked:
    form: str
    id: int
    question: Question
    save: Callable[[], None]
    is_drawn: bool = False


def forget_unseen() -> None:
    """Forgets, at the start of a run, a question that the run before did not draw: its form was left."""
    asked = st.session_state.get(_ASKED)
    if asked is None:
        return
    if not asked.is_drawn:
        _forget()
    asked.is_drawn = False


def rehearsed(
    store: Store, write: Callable[[Store], object], asks: Callable[[], Question | None] | None
) -> Callable[[], Question | None]:
    """What to ask before this write, once it is known that it would not be refused; nothing without `asks`."""

    def asked() -> Question | None:
        if asks is None:
            return None
        write(store.rehearsal())
        return asks()

    return asked


def asked_first(
    form: Form,
    *,
    pressed: bool,
    asks: Callable[[], Question | None],
    save: Callable[[], None],
    in_place: bool = False,
) -> None:
    """Asks when the form's button was pressed, and saves on yes; where there is nothing to ask, at once.

    `asks` raises what would make saving fail, which is then shown in the form, as is what `save` raises after a yes.
    With `in_place` the question stands beneath the form, for a form that is in a dialog already.
    """
    refused = st.session_state.pop(_REFUSED, None)
    if refused is not None and refused[:2] == (form.name, form.id):
        form.show(refused[2])
    if pressed:
        with form.problems_shown():
            question = asks()
            if question is None:
                save()
            else:
                st.session_state[_ASKED] = _Asked(form.name, form.id, question, save)
    asked = st.session_state.get(_ASKED)
    if asked is None or (asked.form, asked.id) != (form.name, form.id):
        return
    asked.is_drawn = True
    if not in_place:
        st.dialog(asked.question.title, on_dismiss=_forget)(_in_dialog)(asked)
        return
    place = st.empty()
    with place.container(border=True):
        st.markdown(f"**{asked.question.title}**")
        error = _answered(asked)
    if error is not None:
        place.empty()
        form.show(error)


def written(
    form: Form,
    store: Store,
    write: Callable[[Store], object],
    sentence: Sentence,
    then: Callable[[], object],
    *,
    pressed: bool,
    asks: Callable[[], Question] | None = None,
    in_place: bool = False,
) -> None:
    """Writes once when the form's button was pressed, leaves its word to be said, and goes on with `then`.

    With `asks` that is asked first, once it is known that saving would not be refused; what is refused is shown.
    """

    def save() -> None:
        form.write(lambda: write(store))
        done(form.name, sentence)
        then()

    asked_first(form, pressed=pressed, asks=rehearsed(store, write, asks), save=save, in_place=in_place)


def in_drawer(
    form: Form,
    write: Callable[[Store], object],
    sentence: Sentence,
    *,
    pressed: bool,
    asks: Callable[[], Question] | None = None,
    then: Callable[[], object] = st.rerun,
) -> None:
    """As `written`, for a form in a drawer: what is asked stands there too, and what was written shows at once."""
    written(form, session.the_store(), write, sentence, then, pressed=pressed, asks=asks, in_place=True)


def _in_dialog(asked: _Asked) -> None:
    if st.session_state.get(_ASKED) is not asked:  # answered: the dialog closes when the whole screen is drawn
        st.rerun()
    with defects.told():
        _answer_in_dialog(asked)


def _answer_in_dialog(asked: _Asked) -> None:
    error = _answered(asked)
    if error is not None:
        st.session_state[_REFUSED] = (asked.form, asked.id, error)
        st.rerun()


def _answered(asked: _Asked) -> UserError | None:
    for consequence in asked.question.consequences:
        st.markdown(consequence)
    with st.container(horizontal=True):
        is_yes = st.button(asked.question.yes, type="primary", key=f"yes:{asked.id}")
        st.button(_("Back"), on_click=_forget, key=f"back:{asked.id}")
    if is_yes:
        try:
            asked.save()
        except UserError as error:
            return error
        finally:
            _forget()
    return None


def _forget() -> None:
    st.session_state.pop(_ASKED, None)
