"""Every place where the privacy statement itself falls short of the law, and which of them were mended."""

from data_layer.promises.information_shortfalls import INFORMATION_SHORTFALLS
from data_layer.promises.right_shortfalls import RIGHT_SHORTFALLS
from data_layer.promises.shortfall import Mending, Shortfall, mendings
from data_layer.statement_versions import so_far
from data_layer.transactions import Reader

SHORTFALLS: tuple[Shortfall, ...] = (*RIGHT_SHORTFALLS, *INFORMATION_SHORTFALLS)


def shortfalls(reader: Reader) -> tuple[Mending, ...]:
    """Each shortfall as it stands beside the versions of the statement; those that are still so come first."""
    return mendings(SHORTFALLS, so_far(reader))
