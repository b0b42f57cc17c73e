"""Every sentence of the privacy statement that promises something, in the order of the statement."""

from data_layer.promises.data_promises import DATA_PROMISES
from data_layer.promises.promise import Promise
from data_layer.promises.right_promises import RIGHT_PROMISES
from data_layer.promises.third_party_promises import THIRD_PARTY_PROMISES

PROMISES: tuple[Promise, ...] = (*DATA_PROMISES, *THIRD_PARTY_PROMISES, *RIGHT_PROMISES)
PROMISE = {promise.code: promise for promise in PROMISES}
