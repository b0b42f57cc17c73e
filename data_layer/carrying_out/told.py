"""What the answer to a request tells the person of what was done for it."""

from collections.abc import Callable, Mapping

from data_layer.carrying_out import (
    corrections,
    erased,
    notices,
    objecting,
    overview,
    portability,
    restrictions,
    withdrawing,
)
from data_layer.rules.sentences import Sentence
from data_layer.transactions import Reader
from data_layer.vocabulary import Right

Tells = Callable[[Reader, int], tuple[Sentence, ...]]
_TELLS: Mapping[Right, tuple[Tells, ...]] = {
    Right.ACCESS: (overview.told,),
    Right.RECTIFICATION: (corrections.told, restrictions.told, notices.told),
    Right.COMPLETION: (corrections.told, notices.told),
    Right.ERASURE: (erased.told, notices.told),
    Right.RESTRICTION: (restrictions.told, notices.told),
    Right.PORTABILITY: (portability.told,),
    Right.OBJECTION: (objecting.told, restrictions.told, notices.told),
    Right.CONSENT_WITHDRAWAL: (withdrawing.told,),
}


def told(reader: Reader, request_id: int, right: Right) -> tuple[Sentence, ...]:
    """What was done for the request, from what really happened."""
    return tuple(sentence for tells in _TELLS.get(right, ()) for sentence in tells(reader, request_id))
