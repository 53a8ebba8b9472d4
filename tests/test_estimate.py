"""Effort: packages, amounts, waves and levels, and the laws they keep."""

import json
import re
from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.check import CASE_PARTS
from advisor.errors import UserError
from advisor.estimate.amounts import amounts
from advisor.estimate.effort import by_cell, expected
from advisor.estimate.estimating import Estimate, estimate, rough, scope
from advisor.estimate.figures import figures, why_figure
from advisor.estimate.money_figures import all_figures
from advisor.estimate.packages import between, packages
from advisor.estimate.simulation import GRID, level, quantiles, simulate
from advisor.estimate.tables import GRANULARITIES, rows
from advisor.estimate.waves import Whole, app_days, heaviest, waves
from advisor.estimate.ways import whole_of
from advisor.going_live import stops
from advisor.pack import Pack
from advisor.schema import Three
from advisor.terms import with_terms
from advisor.walk import reached

from .conftest import ROOT, Run
from .strategies import answers as any_answers

EXAMPLE = ROOT / "rules" / "example.yaml"
QUICK = Path(__file__).parent / "terms" / "quick.yaml"


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(ROOT / "rules" / "example.yaml", pack)


@pytest.fixture(scope="module")
def few_runs(pack: Pack) -> Pack:
    return with_terms(pack, QUICK)


def made(pack: Pack, answers: Answers, **given: object) -> Estimate:
    return estimate(advise(pack, replace(answers, given={**answers.given, **given})))  # type: ignore[dict-item]


@pytest.mark.parametrize("company", ["bank", "car_plant", "consulting_firm", "clothing_maker"])
def test_a_rough_look_says_nearly_what_the_estimate_says(pack: Pack, company: str) -> None:
    advice = advise(pack, read_answers(ROOT / "tests" / "companies" / f"{company}.yaml", pack, CASE_PARTS))
    whole, look = estimate(advice), rough(advice)

    assert look is not None
    assert [look.days, look.low, look.high] == pytest.approx([whole.days, whole.levels[10], whole.levels[90]], rel=0.06)


def test_there_is_nothing_to_look_at_without_apps(pack: Pack) -> None:
    assert rough(advise(pack, Answers())) is None


points = st.tuples(*(st.floats(0, 50) for _ in range(3))).map(lambda three: Three(*sorted(three)))


class TestAmounts:
    def test_an_answer_is_taken_as_it_is(self, pack: Pack, example: Answers) -> None:
        advice = advise(pack, replace(example, given={**example.given, "interface_count": 3}))

        assert amounts(advice)["interfaces"].points == Three(3, 3, 3)

    def test_what_is_open_is_assumed_and_says_so(self, pack: Pack, example: Answers) -> None:
        found = amounts(advise(pack, example))["interfaces"]

        assert (found.points, found.assumed) == (Three(1, 2, 4), ("interface_count",))

    def test_what_does_not_apply_counts_nothing(self, pack: Pack, example: Answers) -> None:
        assert amounts(advise(pack, example))["companies"].points == Three(0, 0, 0)

    def test_users_are_guessed_from_the_people_of_the_company(self, pack: Pack, example: Answers) -> None:
        assert amounts(advise(pack, example))["users"].points == pytest.approx((4.8, 9.6, 16.8))

    def test_a_half_answer_counts_at_least_what_is_known(self, pack: Pack, example: Answers) -> None:
        advice = advise(pack, replace(example, given={**example.given, "desk_users": 15}))

        assert amounts(advice)["users"].points == pytest.approx((15, 15, 16.8))


def test_days_lie_on_straight_lines_between_the_sizes(pack: Pack) -> None:
    small, medium = pack.tiers["core"].days["small"], pack.tiers["core"].days["medium"]

    assert between(pack, "core", 30) == pytest.approx([(a + b) / 2 for a, b in zip(small, medium, strict=True)])


def test_the_days_of_all_lines_add_up_to_the_rounded_whole(few_runs: Pack, example: Answers) -> None:
    found = made(few_runs, example)

    days = expected(found.packages)
    whole = sum(days[package.id] for package in found.packages if package.by_partner)
    assert found.days == round(whole * 4) / 4


def test_no_line_is_empty(few_runs: Pack, example: Answers) -> None:
    assert min(line.days for line in made(few_runs, example).lines) >= 0.25


def test_the_same_answers_give_the_same_levels(few_runs: Pack, example: Answers) -> None:
    assert made(few_runs, example).levels == made(few_runs, example).levels


def test_levels_are_no_sums_of_the_points(few_runs: Pack, example: Answers) -> None:
    found = made(few_runs, example)

    worst = sum(
        package.points.high * (package.times.points.high if package.times else 1)
        for package in found.packages
        if package.by_partner and not package.is_share
    )
    assert found.levels[90] < worst


def test_an_answer_narrows_the_range(few_runs: Pack, example: Answers) -> None:
    before, after = made(few_runs, example), made(few_runs, example, interface_count=2)

    assert after.levels[90] - after.levels[10] < before.levels[90] - before.levels[10]


def test_an_open_point_is_provided_for(few_runs: Pack, example: Answers) -> None:
    ids = {package.id for package in made(few_runs, example).packages}

    assert "loyalty.provide_for_open_points" in ids


def test_a_limit_that_fits_nothing_says_which_would(tmp_path: Path, pack: Pack, example: Answers) -> None:
    (tmp_path / "terms.yaml").write_text("settings: {load_limit: 2}\n")

    with pytest.raises(
        UserError,
        match=r"terms.yaml:1: a load_limit of 2 person-days in one wave is too few: Manufacturing alone .*possible",
    ):
        made(with_terms(pack, tmp_path / "terms.yaml"), example)


@pytest.mark.parametrize("limit", [45, 150])
def test_a_figure_s_id_names_one_value(pack: Pack, example: Answers, tmp_path: Path, limit: int) -> None:
    (tmp_path / "terms.yaml").write_text(f"settings: {{load_limit: {limit}, runs: 100}}\n")
    found = made(with_terms(pack, tmp_path / "terms.yaml"), example)

    every, known = rows(found, "detail"), figures(found)
    assert len({row.figure for row in every}) == len(every)
    assert [row for row in every if known[row.figure].value != row.days] == []


def test_the_example_terms_serve_a_larger_firm(pack: Pack, example: Answers) -> None:
    found = made(with_terms(pack, ROOT / "rules" / "example_terms.yaml"), example, employees=300)

    assert len(found.waves) > 1


def test_the_limit_that_is_said_to_make_it_possible_does(tmp_path: Path, pack: Pack, example: Answers) -> None:
    (tmp_path / "small.yaml").write_text("settings: {load_limit: 2, runs: 100}\n")
    with pytest.raises(UserError) as caught:
        made(with_terms(pack, tmp_path / "small.yaml"), example)

    enough = str(caught.value).rsplit("; ", 1)[1].split()[0]
    (tmp_path / "enough.yaml").write_text(f"settings: {{load_limit: {enough}, runs: 100}}\n")
    assert made(with_terms(pack, tmp_path / "enough.yaml"), example).waves


def test_the_usual_limit_gives_way_to_a_heavy_app(pack: Pack, example: Answers) -> None:
    found = made(pack, example, desk_users=900)

    assert found.waves[0].apps == ("inventory",)


def test_no_wave_shows_a_day_above_the_limit(pack: Pack, example: Answers) -> None:
    found = estimate(advise(with_terms(pack, QUICK.with_name("waves.yaml")), example))

    shown = [sum(line.days for line in found.lines if line.wave == wave.number) for wave in found.waves]
    assert 40 < max(shown) <= 45


def test_quarters_add_up_by_wave_and_altogether(few_runs: Pack, example: Answers) -> None:
    found = made(few_runs, example)

    exact = sum(line.days for line in found.exact if line.package.by_partner)
    assert found.days == round(exact * 4) / 4


def test_terms_take_the_place_of_single_fields(tmp_path: Path, pack: Pack) -> None:
    (tmp_path / "terms.yaml").write_text("project_roles: {consultant: {rates: {EUR: 950}}}\n")

    role = with_terms(pack, tmp_path / "terms.yaml").project_roles["consultant"]
    assert (role.rates, role.name) == ({"EUR": 950}, "Functional consultant")


class TestFigures:
    def test_every_line_of_an_estimate_can_be_asked_why(self, few_runs: Pack, example: Answers) -> None:
        found = made(few_runs, example)

        known = all_figures(found)
        asked = {row.figure for granularity in GRANULARITIES for row in rows(found, granularity)}
        assert asked - known.keys() == set()

    def test_every_figure_leads_to_sentences(self, few_runs: Pack, example: Answers) -> None:
        known = all_figures(made(few_runs, example))

        assert [key for key in known if not why_figure(known, key).sentences] == []

    def test_every_figure_leads_down_to_a_source_or_to_what_has_to_be_asked(self, pack: Pack, example: Answers) -> None:
        known = all_figures(made(with_terms(pack, QUICK.with_name("partner.yaml")), example))
        said = {key: why_figure(known, key).sentences for key in known}
        leads = {key: set(re.findall(r"figure:([\w.]+\w)", " ".join(some))) for key, some in said.items()}

        ends = {key for key, some in said.items() if any(one.startswith("Source: ") or "ask" in one for one in some)}
        assert [key for key in known if ends.isdisjoint(reached([key], lambda one: leads[one]))] == []

    def test_what_leads_on_is_a_figure_too(self, pack: Pack, example: Answers) -> None:
        known = all_figures(made(with_terms(pack, QUICK.with_name("partner.yaml")), example))

        said = " ".join(sentence for key in known for sentence in why_figure(known, key).sentences)
        assert set(re.findall(r"figure:([\w.]+\w)", said)) - known.keys() == set()

    def test_no_package_is_a_figure_of_nothing(self, few_runs: Pack, example: Answers) -> None:
        found = made(few_runs, example)

        known = all_figures(found)
        assert [package.id for package in found.packages if not known[package.id].value] == []

    def test_a_price_that_is_not_known_says_what_to_ask_for(self, few_runs: Pack, example: Answers) -> None:
        found = why_figure(all_figures(made(few_runs, example)), "subscription")

        assert found.name.endswith(": not known yet")
        assert any("Odoo has to be asked for it" in sentence for sentence in found.sentences)

    def test_the_week_of_a_go_live_says_who_sets_the_pace(self, few_runs: Pack, example: Answers) -> None:
        sentences = why_figure(all_figures(made(few_runs, example)), "go_live.1").sentences

        assert any(" days of Key users at 3 a week." in sentence for sentence in sentences)

    def test_a_figure_of_judgement_is_called_illustrative(self, few_runs: Pack, example: Answers) -> None:
        sentences = why_figure(all_figures(made(few_runs, example)), "sales.configure").sentences

        assert any("Illustrative" in sentence for sentence in sentences)

    def test_a_figure_of_a_partner_names_the_terms(self, tmp_path: Path, pack: Pack, example: Answers) -> None:
        (tmp_path / "ours.yaml").write_text("settings: {runs: 100}\nwork: {load_data: {amount: [1, 2, 3]}}\n")

        sentences = why_figure(
            all_figures(made(with_terms(pack, tmp_path / "ours.yaml"), example)), "load_data"
        ).sentences
        assert "Source: The partner's own terms, ours.yaml." in sentences

    def test_an_assumed_amount_names_the_open_question(self, few_runs: Pack, example: Answers) -> None:
        sentences = why_figure(all_figures(made(few_runs, example)), "amount.interfaces").sentences

        assert any("With how many other systems" in sentence for sentence in sentences)

    @pytest.mark.parametrize("granularity", GRANULARITIES)
    def test_every_granularity_adds_up_to_the_whole(self, few_runs: Pack, example: Answers, granularity: str) -> None:
        found = made(few_runs, example)

        days = sum(row.days for row in rows(found, granularity) if not row.figure.startswith("role."))
        assert days == found.days

    @pytest.mark.parametrize("profile", ["odoo_methodology", "published_manufacturer", "mid_market"])
    def test_published_shares_spread_the_same_whole(self, few_runs: Pack, example: Answers, profile: str) -> None:
        found = made(few_runs, example)

        assert sum(row.days for row in rows(found, "owner", profile)) == found.days


class TestCommands:
    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("estimate", EXAMPLE, "--by", "week"), "--by: 'week' is not known"),
            (("estimate", EXAMPLE, "--profile", "sap"), "--profile: 'sap' is not known"),
            (("estimate", EXAMPLE, "--terms", "none.yaml"), "none.yaml: "),
            (("why", EXAMPLE, "figure:sales.configured"), "no figure has this id; did you mean 'sales.configure'?"),
        ],
    )
    def test_a_slip_is_said_and_exits_2(self, run: Run, words: tuple[object, ...], message: str) -> None:
        code, out, err = run(*words)

        assert (code, out) == (2, "")
        assert message in err

    def test_the_estimate_is_shown_with_its_levels(self, run: Run) -> None:
        code, out, _ = run("estimate", EXAMPLE, "--terms", QUICK)

        assert code == 0
        assert "person-days expected; P10" in out

    def test_the_json_adds_up(self, run: Run) -> None:
        found = json.loads(run("estimate", EXAMPLE, "--terms", QUICK, "--json")[1])

        assert sum(line["days"] for line in found["lines"]) == found["expected"]


class TestLaws:
    @given(points, points)
    def test_levels_grow_with_each_of_the_three_points(self, one: Three, more: Three) -> None:
        larger = Three(*(a + b for a, b in zip(one, more, strict=True)))

        assert all(a <= b + 1e-9 for a, b in zip(quantiles(one), quantiles(larger), strict=True))

    @given(points)
    def test_the_mean_of_the_draws_is_the_expected_value(self, three: Three) -> None:
        assert sum(quantiles(three)) / GRID == pytest.approx(three.mean, abs=0.01)

    @settings(max_examples=25, deadline=None)
    @given(any_answers(), st.data())
    def test_more_scope_never_costs_less(self, few_runs: Pack, answers: Answers, data: st.DataObject) -> None:
        advice = advise(few_runs, answers)
        order = [stop.item.app.id for stop in stops(advice)]
        part = tuple(order[: data.draw(st.integers(0, len(order)))])

        less, more = (
            simulate(
                [package for package in packages(advice, scope, amounts(advice)) if package.work.basis != "open"],
                200,
                0.3,
            )
            for scope in (part, tuple(order))
        )
        assert all(a <= b + 1e-9 for a, b in zip(less.days, more.days, strict=True))

    @settings(max_examples=25, deadline=None)
    @given(any_answers(), st.integers(0, 300), st.integers(0, 300))
    def test_more_users_are_never_cheaper(self, few_runs: Pack, answers: Answers, users: int, more: int) -> None:
        both = []
        for number in (users, users + more):
            advice = advise(few_runs, replace(answers, given={**answers.given, "desk_users": number, "floor_users": 0}))
            both.append(simulate(packages(advice, advice.app_keys, amounts(advice)), 100, 0.3))

        assert [level(both[0].days, p) <= level(both[1].days, p) + 1e-9 for p in (10, 50, 80, 90)] == [True] * 4

    @settings(max_examples=40, deadline=None)
    @given(any_answers())
    def test_nothing_goes_live_before_what_it_needs(self, few_runs: Pack, answers: Answers) -> None:
        advice = advise(few_runs, answers)
        order = stops(advice)
        days = app_days(packages(advice, scope(order), amounts(advice)))
        whole = Whole(sum(days.values()), 2)
        limit = heaviest(order, days, whole)[1] + 1
        wave = {app: item.number for item in waves(order, days, whole, limit) for app in item.scope}

        requires = {app: few_runs.apps[app].requires.get(advice.series, ()) for app in wave}
        assert [(app, need) for app, needs in requires.items() for need in needs if wave[need] > wave[app]] == []

    @settings(max_examples=25, deadline=None)
    @given(any_answers(), st.integers(20, 90))
    def test_no_wave_is_over_the_limit_with_the_kick_off_either(
        self, few_runs: Pack, answers: Answers, limit: int
    ) -> None:
        usual = replace(few_runs.settings["load_limit"], value=limit, source=())
        found = estimate(advise(replace(few_runs, settings={**few_runs.settings, "load_limit": usual}), answers))

        days = by_cell(line for line in found.exact if line.package.by_partner)
        loads = [sum(some for (wave, _), some in days.items() if wave == one.number) for one in found.waves]
        _, heavy = heaviest(found.stops, app_days(found.packages), whole_of(found.advice, found.packages))
        assert [some for some in loads if some > max(limit, ceil(heavy)) + 1e-6] == []
