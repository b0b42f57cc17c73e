"""Why a file could not be read or written, in words that follow a colon."""

import errno

from data_layer.rules.sentences import Sentence, say

_WHY = {
    errno.ENOENT: say("there is no such file or folder"),
    errno.ENOTDIR: say("part of its path is a file, not a folder"),
    errno.EISDIR: say("it is a folder, not a file"),
    errno.EACCES: say("this account may not do that there"),
    errno.EPERM: say("this account may not do that there"),
    errno.EROFS: say("nothing can be written on this disk"),
    errno.ENOSPC: say("the disk is full"),
    errno.EDQUOT: say("the disk is full"),
    errno.EFBIG: say("the file would become too large"),
    errno.ENAMETOOLONG: say("its name is too long"),
    errno.EIO: say("the disk reports an error"),
}


def why_not(error: OSError) -> Sentence:
    """What was the matter, as far as the machine tells."""
    return _WHY.get(error.errno or 0, say("the machine does not say why (number %(n)s)", n=error.errno or 0))
