"""The checks of the numbers in ``rules/estimates/``: sound, and each of them used."""

from advisor.errors import Place, Problem
from advisor.findings import Finding, Findings, finding
from advisor.pack import Pack
from advisor.sound import unsound


def numbers_are_sound(pack: Pack) -> Findings:
    """The numbers of the estimates can be worked with."""
    for kind, entry_id, message in unsound(pack):
        yield Finding(Problem(pack.places[kind].get(entry_id, Place("rules")), message))


def sizing_moves_figures(pack: Pack) -> Findings:
    """Every sizing question belongs to an amount, and every amount moves some work."""
    asked = {question for driver in pack.drivers.values() for question in driver.questions}
    moved = {work.driver for work in pack.work.values()}
    for question in pack.questionnaire:
        if question.part == "sizing" and question.id not in asked:
            yield finding(pack, "questions", question.id, "moves no figure: no driver counts it")
    for driver in pack.drivers.values():
        if driver.id not in moved:
            yield finding(pack, "drivers", driver.id, "moves no figure: no work is multiplied by it")


def words_are_counted(pack: Pack) -> Findings:
    """A driver that counts the choices of a question of kind one says what each counts."""
    for driver in pack.drivers.values():
        for question in (pack.questions[key] for key in driver.questions):
            for choice in question.choices if question.answer == "one" else ():
                if choice not in driver.values:
                    yield finding(pack, "drivers", driver.id, f"does not say what '{choice}' of {question.id} counts")


def apps_have_days(pack: Pack) -> Findings:
    """Every app has its days, and days belong to apps. A pack without estimates needs none."""
    for key in pack.efforts:
        if key not in pack.apps:
            yield finding(pack, "efforts", key, "is the id of no app")
    for key in pack.apps if pack.efforts else ():
        if key not in pack.efforts:
            yield finding(pack, "apps", key, "has no days in rules/estimates")
