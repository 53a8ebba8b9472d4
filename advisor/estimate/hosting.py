"""Where the system runs: the first way of hosting that is possible, and what rules out those before it."""

from dataclasses import dataclass

from advisor.advice import Advice
from advisor.errors import fail
from advisor.estimate.services import currency_of
from advisor.estimate.subscription import MONTHS, PLANS, Tariff
from advisor.estimate.sums import Sum, sum_of
from advisor.estimates import HostingOption
from advisor.installing import add_ons
from advisor.language import say
from advisor.words import capitalised, few, joined, titled


@dataclass(frozen=True, slots=True)
class Hosting:
    """The way of hosting that is proposed; without a price the year is not known."""

    option: HostingOption
    ruled_out: tuple[tuple[str, str], ...]  # name, and why not
    possible: tuple[str, ...]  # names of the other ways that are possible
    year: Sum | None

    @property
    def words(self) -> str:
        """Which way is proposed and why, what rules out others, and what to know before choosing it."""
        option = self.option
        named = capitalised(titled(option.name, option.reason) if option.reason else f"{option.name}.")
        others = (say("Not {hosting}: {why}.", hosting=name, why=why) for name, why in self.ruled_out)
        too = (say("Possible too: {hostings}.", hostings=joined(self.possible)),) if self.possible else ()
        return " ".join((named, *others, *too, *option.limits))


def hosting(advice: Advice, plan: Tariff) -> Hosting:
    """Return the first possible way of hosting. Raises UserError when terms leave none."""
    taken = add_ons(advice)
    code = taken.modules if taken else ()
    ranked = sorted(advice.pack.hostings.values(), key=lambda option: (option.order, option.id))
    obstacles = {option.id: obstacle_to(option, plan, code) for option in ranked}
    ruled_out = tuple((option.name, obstacles[option.id]) for option in ranked if obstacles[option.id])
    found = [option for option in ranked if not obstacles[option.id]]
    if not found:
        reasons = joined(f"{name}: {why}" for name, why in ruled_out)
        raise fail("hostings", f"no way of hosting is possible ({reasons}); give one in the terms that is")
    others = tuple(option.name for option in found[1:])
    return Hosting(found[0], ruled_out, others, year_of(found[0], currency_of(advice)))


def obstacle_to(option: HostingOption, plan: Tariff, code: tuple[str, ...]) -> str:
    """Return what rules a way of hosting out, or an empty text."""
    if plan.id not in option.plans:
        allowed = joined((PLANS[key] for key in option.plans if key in PLANS and key != "none"), "or")
        if not allowed:
            return say("it is there for no plan of Odoo")
        if plan.id == "none":
            return say("it needs the {plan} plan; Community has none", plan=allowed)
        return say("it needs the {plan} plan", plan=allowed)
    if code and not option.own_code:
        return say("it takes no add-ons, and {add_ons} are taken", add_ons=joined(few(list(code))))
    return ""


def year_of(option: HostingOption, currency: str) -> Sum | None:
    """Return the price of a year beside the subscription, or None when it is not known."""
    if option.included and currency:
        return Sum(currency, 0)
    return sum_of(option.monthly[currency], currency) * MONTHS if currency in option.monthly else None
