"""Runs the scenarios on one store, and times each rerun, what it spent in the data layer, and the same SQL alone."""

import logging
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
import streamlit as st
from streamlit.testing.v1 import AppTest

from data_layer import staff
from data_layer.rules.access import Role, may
from data_layer.settings import ROOT
from data_layer.store import Store
from pages.shared import session
from pages.shared.navigation import Screen
from tests import make
from tests.bench.recording import Recorder, Statement, plain_cursor, replayed
from tests.bench.scenarios import Examples, Scenario, complete, examples_of

_LONGEST = 600  # seconds that one rerun may take


@dataclass(frozen=True, slots=True)
class Times:
    """Median and 95th percentile, in milliseconds."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> "Times":
        """Of these measurements."""
        median, p95 = np.percentile(np.array(seconds) * 1000, (50, 95))
        return cls(float(median), float(p95))


@dataclass(frozen=True, slots=True)
class Measured:
    """One scenario on one store: its times, the statements of a rerun, and the rows of the tables it showed.

    `cpu` is what a rerun took of all cores together: other work on the machine hardly moves it.
    """

    scenario: Scenario
    data: Times
    sql: Times
    rerun: Times
    cpu: Times
    statements: list[Statement]
    rows_shown: int

    @property
    def ratio(self) -> float:
        """The time of the data functions as a multiple of that of their SQL."""
        return self.data.median / self.sql.median


@contextmanager
def the_desk(file: Path) -> Iterator[Store]:
    """The store as the screens open it."""
    st.cache_resource.clear()
    desk = {
        "STEP_STORE": str(file),
        "STEP_STORE_KEY": make.KEY.get_secret_value(),
        "STEP_TODAY": make.TODAY.isoformat(),
    }
    with patch.dict(os.environ, desk):
        try:
            yield session.the_store()
        finally:
            st.cache_resource.clear()


def measured(store: Store, repeats: int) -> Iterator[Measured]:
    """Every scenario in turn, as a coordinator walks through them, or else who may. Raises RuntimeError when a screen
    fails.
    """
    examples = examples_of(store)
    with _failures() as failures:
        at = AppTest.from_file(str(ROOT / "pages" / "router.py"), default_timeout=_LONGEST)
        at.run()
        for scenario in complete():
            at.session_state["acting"] = _who_opens(store, scenario.screen)
            _open(at, scenario, examples)
            found = _measured(at, store, scenario, repeats)
            if failures:
                raise RuntimeError(f"{scenario.title} failed: {failures[0]}")
            yield found


def _who_opens(store: Store, screen: Screen) -> int:
    people = [person for person in staff.active(store) if may(person.roles, screen.opened_by)]
    return min(people, key=lambda person: Role.COORDINATOR not in person.roles).staff_id


def _open(at: AppTest, scenario: Scenario, examples: Examples) -> None:
    at.query_params.clear()
    at.switch_page(scenario.screen.file)
    for name, value in scenario.address(examples).items():
        at.query_params[name] = value
    at.run()
    for key, text in scenario.typed(examples).items():
        next(box for box in at.text_input if (box.key or "").startswith(key)).set_value(text).run()
    if at.exception or at.session_state["screen_now"] != scenario.screen.file:
        raise RuntimeError(f"{scenario.title} was not shown {[error.message for error in at.exception]}")


def _measured(at: AppTest, store: Store, scenario: Scenario, repeats: int) -> Measured:
    recorder, cursor = Recorder(), plain_cursor(store)
    data, sql, rerun, cpu = [], [], [], []
    # in turn, so that whatever else the machine does burdens all alike; in a thread of its own, as a rerun is
    with recorder.listening():
        for _ in range(repeats):
            recorder.forget()
            began, began_cpu = time.perf_counter(), time.process_time()
            at.run()
            rerun.append(time.perf_counter() - began)
            cpu.append(time.process_time() - began_cpu)
            data.append(recorder.seconds)
            with ThreadPoolExecutor(1) as thread:
                sql.append(thread.submit(replayed, cursor, recorder.statements).result())
    cursor.close()
    rows = sum(len(table.value) for table in at.dataframe)
    return Measured(scenario, Times.of(data), Times.of(sql), Times.of(rerun), Times.of(cpu), recorder.statements, rows)


@contextmanager
def _failures() -> Iterator[list[str]]:
    """What the router logs of a screen that failed: on the screen itself stands a polite sentence."""

    class Failed(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record.getMessage())

    found: list[str] = []
    logger, handler = logging.getLogger("privacybalie"), Failed()
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
