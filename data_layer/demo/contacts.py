"""How to reach the person, without reaching anybody: addresses, phones, e-mail; and residence status.

Phones are Nijmegen numbers whose own part begins with a zero: well-formed, but no Dutch subscriber number begins
so. E-mail is at example.org, .net and .com, which nobody can own (RFC 2606). Streets are Faker's.
"""

import numpy as np
import pyarrow as pa
from faker import Faker

from data_layer.demo import texts
from data_layer.demo.drawing import (
    NEVER,
    Column,
    Draws,
    Numbers,
    after,
    chosen,
    joined,
    only,
    table,
    weekday,
)
from data_layer.demo.lives import Lives
from data_layer.demo.names import STATUSES

_STREETS = 400
_PHONES = 1_000_000
_STRIDE = 700_001  # shares no factor with _PHONES: consecutive clients get scattered, distinct numbers
_LETTERS = ("AB", "BC", "CD", "DE", "EG", "GH", "HJ", "JK", "KL", "LM", "MN", "NP", "PR", "RS", "TV", "VW", "WX", "XZ")


class Contacts:
    """Makes the rows of the contact categories, a chunk at a time."""

    def __init__(self, draws: Draws, lives: Lives) -> None:
        self._draws = draws
        self._lives = lives
        dutch = Faker("nl_NL")
        dutch.seed_instance(draws.seed)
        self._streets = [dutch.street_name() for _ in range(_STREETS)]
        postcodes = [
            (town, f"{digits} {letters}")
            for town, (low, high), _ in texts.TOWNS
            for digits in range(low, high + 1)
            for letters in _LETTERS
        ]
        self._towns = [town for town, _ in postcodes]
        self._postcodes = [postcode for _, postcode in postcodes]
        of_town = np.array([[t for t, *_ in texts.TOWNS].index(town) for town in self._towns])
        shares = np.array([share for *_, share in texts.TOWNS])
        self._town_shares = (shares / np.bincount(of_town))[of_town]

    def addresses(self, part: slice) -> pa.Table:
        """One home each, some with an earlier home or an address for post."""
        draws = self._draws
        registered = self._lives.registered_on[part]
        everyone = np.arange(len(registered))
        moved = np.flatnonzero(draws.chance(0.1, len(registered)) & (registered < after(draws.today, -200)))
        posted = np.flatnonzero(draws.chance(0.03, len(registered)))
        who = np.concatenate([everyone, moved, posted])
        moved_on = after(registered[moved], draws.numbers(60, 190, len(moved)))
        since, until = registered[who].copy(), np.full(len(who), NEVER)
        since[moved], until[len(everyone) : len(everyone) + len(moved)] = moved_on, after(moved_on, -1)
        place = draws.shares(self._town_shares.tolist(), len(who))
        kind = np.zeros(len(who), dtype=np.int64)
        kind[len(everyone) + len(moved) :] = 1
        house = draws.numbers(1, 240, len(who))
        return table(
            {
                "id": draws.ids(len(who)),
                "client_id": self._lives.ids[part][who],
                "kind": chosen(("home", "post"), kind),
                "street": draws.words(self._streets, len(who)),
                "house_number": chosen([str(n) for n in range(241)], house),
                "postcode": chosen(self._postcodes, place),
                "city": chosen(self._towns, place),
                "country": chosen(("NL",), np.zeros(len(who), dtype=np.int64)),
                "valid_from": since,
                "valid_until": until,
                "source": draws.mixed({"client": 80, "municipality": 20}, len(who)),
            }
        )

    def phones(self, part: slice) -> pa.Table:
        """For most who still have a course, or had it lately."""
        draws = self._draws
        who = np.flatnonzero(~self._lives.cleaned[part] & draws.chance(0.92, part.stop - part.start))
        texts_of = [f"+31240{n:06d}" for n in ((who + part.start) * _STRIDE % _PHONES).tolist()]
        return table(
            {
                "id": draws.ids(len(who)),
                "client_id": self._lives.ids[part][who],
                "phone": pa.array(texts_of, pa.string()),
                "remark": draws.words(
                    ("werk", "na 17 uur", "liever een bericht"), len(who), draws.chance(0.08, len(who))
                ),
                "source": draws.mixed({"client": 90, "library": 4, "third_party": 6}, len(who)),
            }
        )

    def emails(self, part: slice, mailbox: Column) -> pa.Table:
        """For most who still have a course, or had it lately."""
        draws = self._draws
        who = np.flatnonzero(~self._lives.cleaned[part] & draws.chance(0.85, part.stop - part.start))
        domain = draws.words(("example.org", "example.net", "example.com"), len(who))
        return table(
            {
                "id": draws.ids(len(who)),
                "client_id": self._lives.ids[part][who],
                "email": joined(mailbox.take(who), domain, by="@"),
                "remark": draws.remarks(("werk", "leest dit zelden", "graag in het Engels"), 0.06, len(who)),
                "source": draws.mixed({"client": 94, "library": 3, "third_party": 3}, len(who)),
            }
        )

    def residence_statuses(self, part: slice) -> pa.Table:
        """What the country of birth makes likely; half a year after the course it was removed."""
        draws, lives = self._draws, self._lives
        registered, ended = lives.registered_on[part], lives.ended_on[part]
        kept = ~lives.cleaned[part] & ((ended > after(draws.today, -400)) | np.isnat(ended))
        who = np.flatnonzero(kept & draws.chance(0.95, len(registered)))
        pool = list(dict.fromkeys(status for statuses in STATUSES.values() for status in statuses))
        papers = [STATUSES[origin.papers] for origin in lives.origins]
        first = np.array([pool.index(statuses[0]) for statuses in papers])
        sizes = np.array([len(statuses) for statuses in papers])
        origin = lives.origin[part][who]
        since = weekday(after(registered[who], -draws.numbers(5, 300, len(who))))
        return table(
            {
                "id": draws.ids(len(who)),
                "client_id": lives.ids[part][who],
                "status": chosen(pool, _within(draws, first[origin], sizes[origin])),
                "valid_from": since,
                "source": draws.mixed({"client": 60, "duo": 30, "municipality": 10}, len(who)),
                "valid_until": only(after(since, 5 * 365), draws.chance(0.8, len(who))),
            }
        )

    def qualifications(self, part: slice) -> pa.Table:
        """From before or outside the course."""
        draws, lives = self._draws, self._lives
        who = np.flatnonzero(~lives.cleaned[part] & draws.chance(0.6, part.stop - part.start))
        who = np.sort(np.concatenate([who, who[draws.chance(0.25, len(who))]]))
        what = draws.numbers(0, len(texts.QUALIFICATIONS) - 1, len(who))
        kinds, titles, levels, institutions = zip(*texts.QUALIFICATIONS, strict=True)
        return table(
            {
                "id": draws.ids(len(who)),
                "client_id": lives.ids[part][who],
                "kind": chosen(kinds, what),
                "title": chosen(titles, what),
                "level": chosen(levels, what, np.array([bool(level) for level in levels])[what]),
                "institution": chosen(institutions, what),
                "obtained_on": after(lives.registered_on[part][who], -draws.numbers(400, 5000, len(who))),
                "source": draws.mixed({"client": 85, "duo": 10, "municipality": 5}, len(who)),
            }
        )


def _within(draws: Draws, first: Numbers, sizes: Numbers) -> Numbers:
    return np.asarray(first + (draws.random.random(len(first)) * sizes).astype(np.int64), dtype=np.int64)
