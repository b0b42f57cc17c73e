"""The command that fills the try-out store."""

import sys

import click

from data_layer.demo.filling import FEWEST, MOST, fill
from data_layer.rules.sentences import say
from data_layer.settings import read_settings
from data_layer.store import open_store
from data_layer.wording import put

_LONG = 10_000  # from here on a fill takes so long that one wants to see it move


@click.command()
@click.option("--clients", type=click.IntRange(FEWEST, MOST), default=400, show_default=True, help="How many clients.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed gives the same data.")
@click.option(
    "--for-try-out", is_flag=True, help="Do nothing unless this is the try-out store and it is not there yet."
)
def demo(clients: int, seed: int, *, for_try_out: bool) -> None:
    """Fill an empty store with invented data. It refuses when the store already has clients."""
    settings = read_settings()
    if for_try_out and (not settings.is_try_out or settings.store.exists()):
        return
    store = open_store(settings)
    try:
        is_watched = clients >= _LONG and sys.stderr.isatty()
        with click.progressbar(length=clients, label="cliënten", file=sys.stderr, hidden=not is_watched) as bar:
            report = fill(store, clients=clients, seed=seed, progress=lambda done, _of: bar.update(done - bar.pos))
    finally:
        store.close()
    click.echo(
        put(
            say(
                "Made: %(clients)s clients, %(requests)s requests, %(disclosures)s disclosures and %(complaints)s"
                " complaints, all invented, in %(seconds)s seconds.",
                clients=report.clients,
                requests=report.rows["requests"],
                disclosures=report.rows["disclosures"],
                complaints=report.rows["complaints"],
                seconds=round(report.seconds, 1),
            ),
            "nl",
        )
    )
