"""The words of the screens when many people come at once, and in whose language they are."""

import threading
from concurrent.futures import ThreadPoolExecutor

from data_layer import wording as words
from data_layer.wording import put
from pages.shared.wording import kept, language


def test_the_dutch_is_read_once_however_many_come_first() -> None:
    words._read.cache_clear()
    together = threading.Barrier(8)

    def first_text(_place: int) -> str:
        together.wait(60)
        return put("Requests", "nl")

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(first_text, range(8))) == {"Verzoeken"}
    assert words._read.cache_info().misses == 1


def test_a_language_kept_for_one_run_is_neither_anothers_nor_that_of_the_next() -> None:
    with kept("en"), ThreadPoolExecutor(1) as other:
        assert language() == "en"
        assert other.submit(language).result() == "nl"
    assert language() == "nl"
