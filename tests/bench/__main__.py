"""`python -m tests.bench 2000 13000 100000`: fills the stores that are not there yet, measures, prints."""

import logging
import os
import time
from pathlib import Path

import click

from data_layer.demo.filling import FEWEST, MOST
from data_layer.settings import ROOT
from tests.bench import deliveries, destructions, exports, printing, stores
from tests.bench.measuring import Measured, measured, the_desk


@click.command()
@click.argument("clients", nargs=-1, required=True, type=click.IntRange(FEWEST, MOST))
@click.option("--repeats", type=click.IntRange(1), default=15, show_default=True, help="Reruns per scenario.")
@click.option("--folder", type=click.Path(path_type=Path), default=ROOT / "var" / "bench", help="Where the stores lie.")
def bench(clients: tuple[int, ...], repeats: int, folder: Path) -> None:
    """Print per screen what its data functions, the same SQL alone and a whole rerun take, on stores of these sizes."""
    per_size: dict[int, list[Measured]] = {}
    # that the store is opened outside a rerun is meant
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").addFilter(lambda _: False)
    click.echo(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; median (p95) of {repeats} reruns each")
    for size in sorted(set(clients)):
        began = time.perf_counter()
        file = stores.file_of(folder, size)
        click.echo(f"\n{size:,} clients; the store took {time.perf_counter() - began:.0f} s")
        with the_desk(file) as store:
            click.echo(" · ".join(f"{table} {rows:,}" for table, rows in stores.rows_per_table(store).items()))
            click.echo(printing.HEADING)
            per_size[size] = []
            for found in measured(store, repeats):
                per_size[size].append(found)
                click.echo(printing.line(found))
            for delivery in deliveries.made(store):
                click.echo(printing.delivery_line(delivery))
        for export in exports.all_of_them(file):
            click.echo(printing.export_line(export))
        click.echo(printing.destruction_line(destructions.destroyed(file)))
    if len(per_size) > 1:
        click.echo("\n" + "\n".join(printing.growth(per_size)))


if __name__ == "__main__":
    bench()
