"""Every sentence of the privacy statement that promises something, and every place where it falls short of the law."""

from data_layer.promises.data_promises import DATA_PROMISES
from data_layer.promises.information_shortfalls import INFORMATION_SHORTFALLS
from data_layer.promises.promise import Promise
from data_layer.promises.right_promises import RIGHT_PROMISES
from data_layer.promises.right_shortfalls import RIGHT_SHORTFALLS
from data_layer.promises.shortfall import Shortfall
from data_layer.promises.third_party_promises import THIRD_PARTY_PROMISES

PROMISES: tuple[Promise, ...] = (*DATA_PROMISES, *THIRD_PARTY_PROMISES, *RIGHT_PROMISES)
PROMISE = {promise.code: promise for promise in PROMISES}
SHORTFALLS: tuple[Shortfall, ...] = (*RIGHT_SHORTFALLS, *INFORMATION_SHORTFALLS)
"""Both in the order of the statement of 10 September 2018, in which they were found."""
