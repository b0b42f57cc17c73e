"""The figures as text: a table per size, and one that tells what grows with the store."""

from collections.abc import Mapping, Sequence

from tests.bench.deliveries import Made
from tests.bench.destructions import Destroyed
from tests.bench.exports import Exported
from tests.bench.measuring import Measured

MOST_RATIO, MOST_MS = 2.0, 300.0
_WIDTH = 42
HEADING = (
    f"{'screen':<{_WIDTH}} {'data ms (p95)':>16} {'SQL ms (p95)':>16} {'ratio':>7} {'rerun ms (p95)':>17}"
    f" {'CPU ms':>8} {'asked':>6} {'rows':>5}"
)


def line(found: Measured) -> str:
    """One scenario; a mark where the data functions take more than twice their SQL, or the rerun 300 ms or more."""
    data, sql, rerun = found.data, found.sql, found.rerun
    slow, dear = _mark(rerun.median >= MOST_MS), _mark(found.ratio > MOST_RATIO)
    return (
        f"{found.scenario.title:<{_WIDTH}} {data.median:8.1f} {f'({data.p95:.1f})':>7} {sql.median:8.1f}"
        f" {f'({sql.p95:.1f})':>7} {found.ratio:5.2f} {dear} {rerun.median:7.0f} {f'({rerun.p95:.0f})':>7} {slow}"
        f" {found.cpu.median:6.0f} {len(found.statements):>6} {found.rows_shown:>5}"
    )


def delivery_line(made: Made) -> str:
    """One large delivery, in seconds."""
    return (
        f"delivery of {made.clients:,} clients as {made.form}: weighing {made.weighing:.2f} s, making"
        f" {made.making:.2f} s, their SQL alone {made.sql:.2f} s, ratio {made.ratio:.1f}"
    )


def destruction_line(found: Destroyed) -> str:
    """One batch destroyed, in seconds and megabytes."""
    return (
        f"destruction of {found.clients:,} clients ({found.whole:,} whole, {found.records:,} records): proposing"
        f" {found.proposing:.1f} s, deleting and certifying {found.destroying:.1f} s, rebuilding"
        f" {found.rebuilding:.1f} s, peak {found.peak_mb:,.0f} MB; bare deletes and copy {found.sql:.1f} s,"
        f" {found.sql_peak_mb:,.0f} MB, ratio {found.ratio:.1f}"
    )


def export_line(found: Exported) -> str:
    """One list of all lessons as a file, in seconds and megabytes."""
    return (
        f"export of {found.rows:,} lessons as {found.form}: {found.seconds:.1f} s, {found.megabytes:,.0f} MB, memory"
        f" {found.extra_mb:,.0f} MB above an open store"
    )


def growth(per_size: Mapping[int, Sequence[Measured]]) -> list[str]:
    """Per scenario the median rerun at each size, and by how much the largest exceeds the smallest."""
    sizes = sorted(per_size)
    lines = [f"{'rerun, median ms':<{_WIDTH}}" + "".join(f" {size:>10,}" for size in sizes) + f" {'growth':>8}"]
    for together in zip(*(per_size[size] for size in sizes), strict=True):
        medians = [found.rerun.median for found in together]
        lines.append(
            f"{together[0].scenario.title:<{_WIDTH}}"
            + "".join(f" {median:10.0f}" for median in medians)
            + f" {f'× {medians[-1] / medians[0]:.1f}':>8}"
        )
    return lines


def _mark(is_over: bool) -> str:
    return "✗" if is_over else " "
