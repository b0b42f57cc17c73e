"""Why something that was proposed for destruction was left where it is, once it was looked at again."""

from data_layer.rules.sentences import say

SKIPS = {
    "held": say("held meanwhile"),
    "not_due": say("not due any more"),
    "restricted": say("the client's data are restricted"),
    "waiting_delivery": say("goes along in a file that waits to be sent"),
    "gone": say("not there any more"),
}
"""The words of every reason that `batch_skips` can hold."""
