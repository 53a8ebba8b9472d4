"""Figures, not promises: how far published projects lie from our estimate. Run: python tests/reality.py

The manufacturer's 244 hours were used to calibrate the table of days, so that they cannot prove it.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from advisor.advising import advise  # noqa: E402
from advisor.answers import read_answers  # noqa: E402
from advisor.conditions import Value  # noqa: E402
from advisor.estimate.estimating import Estimate, estimate, setting  # noqa: E402
from advisor.pack import Pack, load_pack  # noqa: E402
from advisor.terms import with_terms  # noqa: E402

NOTHING: Mapping[str, Value] = {}
HOURS = {
    "discovery": 40,
    "kick_off": 12,
    "implementation": 120,
    "validation_training": 40,
    "go_live": 16,
    "hypercare": 16,
}
"""Hours by phase of a manufacturer with 30 to 40 users. Source: published_manufacturer."""
WEEKS_TO_READY = 9
"""Of a small project on standard terms. Source: a published plan of terms, preparation to ready."""
LEAN: dict[str, Value] = {
    "data_objects": ("partners", "articles", "parts_lists"),
    "data_sources": 1,
    "data_condition": "clean",
    "layout_count": 0,
}
"""The least that such a project could load and build: answers the published plan does not give."""
ANALYSIS = (25, 50)
"""Hours that a preliminary analysis usually takes. Source: a published statement of an integrator."""


def main() -> None:
    pack = load_pack()
    for name in ("as it is", "small", "medium"):
        chosen = pack if name == "as it is" else with_terms(pack, HERE / "reality" / f"{name}.yaml")
        for words, given in (("what is not published left open", NOTHING), ("the least of data, no layouts", LEAN)):
            found = manufacturer(chosen, given)
            apps = ", ".join(stop.item.app.name for stop in found.stops)
            print(f"\n35 users, sizes {name}, {words}: {apps}")
            place_of_the_whole(found)
            hours_by_phase(found)
            weeks_and_analysis(found)
    shares_by_profile(manufacturer(pack))


def manufacturer(pack: Pack, given: Mapping[str, Value] = NOTHING) -> Estimate:
    """Return the estimate of the published manufacturer, with some more answers."""
    answers = read_answers(HERE / "reality" / "manufacturer.yaml", pack)
    return estimate(advise(pack, replace(answers, given={**answers.given, **given})))


def place_of_the_whole(found: Estimate) -> None:
    """Print where the published hours lie among the simulated projects."""
    published = sum(HOURS.values()) / setting(found.advice, "hours_a_day")
    under = sum(days <= published for days in found.runs.days) / len(found.runs.days)
    levels = ", ".join(f"P{percent} {days:.1f}" for percent, days in found.levels.items())
    print(f"{published:8.1f} days published; ours {found.days:g} expected, {levels}, least {min(found.runs.days):.1f}")
    print(f"{under:8.1%} of our runs take no more than the published days")


def hours_by_phase(found: Estimate) -> None:
    """Print our hours beside the published ones; leading the project is spread over the phases in ours."""
    for phase, published in HOURS.items():
        ours = by_phase(found).get(phase, 0.0) * setting(found.advice, "hours_a_day")
        name = found.advice.pack.phases[phase].name
        print(f"{ours:8.0f} h  {name}; published {published} h, {ours / published:.1f} times")


def weeks_and_analysis(found: Estimate) -> None:
    """Print the weeks of work to ready, and discovery beside a preliminary analysis."""
    days: dict[str, float] = {}
    for line in found.lines:
        if line.phase not in ("go_live", "hypercare"):
            days[line.package.role.id] = days.get(line.package.role.id, 0.0) + line.days
    roles = found.advice.pack.project_roles
    weeks = max(some / roles[role].days_a_week for role, some in days.items())
    print(f"{weeks:8.1f} weeks of the busiest role until go-live, without waiting; published {WEEKS_TO_READY} to ready")
    hours = by_phase(found)["discovery"] * setting(found.advice, "hours_a_day")
    print(f"{hours:8.0f} h  of discovery; published {ANALYSIS[0]} to {ANALYSIS[1]} for a preliminary analysis")


def shares_by_profile(found: Estimate) -> None:
    """Print our shares by phase beside the published profiles."""
    pack, days = found.advice.pack, by_phase(found)
    for profile in pack.profiles.values():
        print(f"\n{profile.name}")
        for phase, share in profile.shares.items():
            ours = days.get(phase, 0.0) / found.days
            print(f"{ours:8.1%} {pack.phases[phase].name}; published {share:.1%}, {100 * (ours - share):+.0f} points")


def by_phase(found: Estimate) -> dict[str, float]:
    """Return the partner's days in each phase."""
    phases = sorted({line.phase for line in found.lines})
    return {phase: sum(line.days for line in found.lines if line.phase == phase) for phase in phases}


if __name__ == "__main__":
    main()
