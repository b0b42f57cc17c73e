"""In the head of a dossier: who may be the same person, and where a merged client's dossier goes on."""

from data_layer.store import Store
from pages.shared.navigation import CLIENT
from tests import make
from tests.screens.conftest import Opened
from tests.screens.reading import ways

LIKE = "1002 · Amina Testpersoon · 17\\-05\\-1990"


def test_a_look_alike_is_pointed_out_with_the_way_to_it(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    make.a_client(store, "1002")
    at = open_screen(CLIENT, nummer="1001")
    assert LIKE in ways(at)
    assert "Samenvoegen" not in ways(at)
    assert "Het zijn twee mensen" not in [button.label for button in at.button]


def test_the_privacy_officer_may_merge_or_tell_apart(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    make.a_client(store, "1002")
    at = open_screen(CLIENT, actor=make.OFFICER, nummer="1001")
    assert "Samenvoegen" in ways(at)
    next(button for button in at.button if button.label == "Het zijn twee mensen").click().run()
    assert not at.exception
    assert "Genoteerd: 1001 en 1002 zijn twee mensen." in [success.value for success in at.success]
    assert LIKE not in ways(at)


def test_who_looks_like_nobody_has_no_notice(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1001")
    make.a_client(store, "1002", first_names="Noor")
    assert not [way for way in ways(open_screen(CLIENT, nummer="1001")) if "1002" in way]


def test_the_dossier_of_a_merged_client_says_where_to_go_on(store: Store, open_screen: Opened) -> None:
    make.a_client(store, "1002", merged_into=make.a_client(store, "1001"))
    at = open_screen(CLIENT, nummer="1002")
    assert "samengevoegd met cliënt 1001" in " ".join(words.value for words in at.markdown)
    assert "Naar cliënt 1001" in ways(at)
