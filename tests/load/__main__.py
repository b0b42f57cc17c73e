"""`python -m tests.load 50 200`: so many people at one desk, with a click per ten seconds each, and without pause."""

import tempfile
from pathlib import Path

import click

from tests.bench.measuring import Times
from tests.browser.conftest import fill
from tests.load.crowd import Pace
from tests.load.desks import Day, a_day

HEADING = (
    f"{'people':>6}  {'pace':<20}{'clicks':>8}{'per s':>8}{'median ms':>11}{'p95 ms':>8}"
    f"{'CPU ms':>8}{'errors':>8}{'MB':>7}"
)


@click.command()
@click.argument("people", nargs=-1, required=True, type=click.IntRange(2, 1000))
@click.option("--clients", default=2000, show_default=True, help="Invented clients in the store.")
@click.option("--seconds", default=60, show_default=True, help="How long work goes on, at least.")
@click.option("--think", default=10.0, show_default=True, help="Mean seconds between the clicks of one person.")
def load(people: tuple[int, ...], clients: int, seconds: int, think: float) -> None:
    """Print how long clicks take with so many people at once, what went wrong, and what the process took."""
    if any(many % 2 for many in people):
        raise click.UsageError("People work two by two: give even numbers.")
    click.echo(HEADING)
    for many in people:
        paces = {f"a click per {think:g} s": Pace(think, seconds), "without pause": Pace(0, seconds / 2)}
        for words, pace in paces.items():
            with tempfile.TemporaryDirectory() as folder:
                fill(Path(folder), clients)
                day = a_day(Path(folder), many, pace)
                click.echo(line(many, words, day))
                for fault in [*day.outcome.faults, *day.discrepancies]:
                    click.echo(f"        {fault}")


def line(people: int, words: str, day: Day) -> str:
    """A row beneath the heading."""
    clicks = day.outcome.clicks
    times = Times.of(clicks)
    cpu = "–" if day.cpu_seconds is None else f"{1000 * day.cpu_seconds / len(clicks):.0f}"
    errors = len(day.outcome.faults) + len(day.discrepancies)
    return (
        f"{people:>6}  {words:<20}{len(clicks):>8}{len(clicks) / day.outcome.seconds:>8.1f}"
        f"{times.median:>11.0f}{times.p95:>8.0f}{cpu:>8}{errors:>8}{day.memory_mb or '–':>7}"
    )


if __name__ == "__main__":
    load()
