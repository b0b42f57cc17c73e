"""What a report says of itself: its title, its days, and how it was counted; for paper and workbook alike."""

from data_layer.oversight import figures
from data_layer.oversight.report import Report
from data_layer.oversight.report_summary import summary
from data_layer.rules.report_periods import name_of
from data_layer.rules.sentences import Fact, Sentence, say, say_n
from data_layer.staff import ROLE_LABELS


def title_of(report: Report) -> Sentence:
    """What the report is called."""
    return say("Privacy report %(period)s", period=name_of(report.about.whole))


def name(report: Report) -> Fact:
    """What its period is called."""
    return name_of(report.about.whole)


def pairs(report: Report) -> list[tuple[Sentence, Fact]]:
    """The first lines of the report: which days, against what, when it was made and by whom."""
    about, made_by = report.about, report.made_by
    role = next(label for role, label in ROLE_LABELS.items() if role in made_by.roles)
    days = say("%(since)s up to and including %(until)s", since=about.counted.since, until=about.counted.until)
    lines: list[tuple[Sentence, Fact]] = [
        (say("Period"), days if about.is_over else say("%(days)s; the period is not over yet", days=days)),
        (say("As it stood on"), about.counted.until),
    ]
    if about.before is not None:
        lines.append((say("Compared with"), name_of(about.before)))
    lines += [
        (say("Made on"), report.made_at),
        (say("Made by"), say("%(name)s, %(role)s", name=made_by.name, role=role)),
    ]
    return lines


def heads(report: Report) -> tuple[Fact, ...]:
    """The headings above figures."""
    before = report.about.before
    return (
        say("What"),
        say("Figure"),
        say("Of how many"),
        say("Period before") if before is None else name_of(before),
    )


def summary_of(report: Report) -> tuple[Sentence, ...]:
    """The report in a few sentences."""
    return summary(figures.by_code(report.parts)) or (say("There are no figures of this period."),)


def counted(report: Report) -> list[Sentence]:
    """How the figures came about, what is gone of the records behind them, and what is not known yet."""
    about, until = report.about, report.about.counted.until
    told = [
        say(
            "The figures are those of the overview. They follow from the dated events that the desk has recorded."
            " What has no period of its own is as it stood on %(day)s.",
            day=until,
        ),
        say("A percentage is rounded down, so that it is 100 only when nothing is missing."),
    ]
    if about.before is None:
        told.append(say("There is nothing to compare with: the desk has no records of the period before."))
    else:
        told.append(
            say(
                "The period before is counted in the same way, as it stood on its last day, %(day)s.",
                day=about.before.until,
            )
        )
    if not about.is_over:
        told.append(
            say(
                "This period is not over: it is counted up to and including %(day)s, while the one before is whole.",
                day=until,
            )
        )
    if report.destroyed:
        told.append(
            say_n(
                "In one figure a part is known from the monthly figures only: the records were destroyed since. It is"
                " said there how many.",
                "In %(n)s figures a part is known from the monthly figures only: the records were destroyed since. It"
                " is said there how many.",
                report.destroyed,
            )
        )
    told.append(say("No client is named in this report: it holds counts, shares and days alone."))
    return told
