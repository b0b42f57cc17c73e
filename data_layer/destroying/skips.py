"""Why something that was proposed for destruction was left where it is, once it was looked at again."""

from data_layer.rules.sentences import say

SKIPS = {
    "held": say("held"),
    "kept": say("has to be kept all the same"),
    "not_certain": say("not certain any more who asked it"),
    "changed": say("changed since it was proposed"),
    "not_due": say("not due any more"),
    "restricted": say("restricted"),
    "waiting_delivery": say("stands in a file that waits to be sent"),
    "gone": say("gone already"),
}
"""The words of every reason that `batch_skips` can hold."""
