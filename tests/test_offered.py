"""What goes to a customer says one thing: what is offered, what is left out, and what is met only in part."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import content
from advisor.documents.blocks import Table
from advisor.documents.brand import Brand
from advisor.documents.kinds import document, what_it_tells
from advisor.documents.style import Style
from advisor.estimate.money import money
from advisor.estimate.schedule import go_lives
from advisor.going_live import in_order
from advisor.pack import Pack
from advisor.plan import Limits, Plan, make_plan
from advisor.summary import answered_pains
from advisor.terms import with_terms
from advisor.translation import translated

from .conftest import HERE, ROOT, Run
from .test_pdf import pages, pdf

EXAMPLE = ROOT / "rules" / "example.yaml"
TERMS = ROOT / "rules" / "example_terms.yaml"
LIMITS = Limits(date(2027, 1, 4), date(2027, 9, 1), Decimal(80_000))


def planned(pack: Pack, limits: Limits, edition: str = "enterprise") -> Plan:
    terms = with_terms(pack, TERMS)
    return make_plan(advise(terms, read_answers(EXAMPLE, terms), "19.0", edition), limits)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def whole(pack: Pack) -> Plan:
    return planned(pack, Limits(date(2027, 1, 4)))


@pytest.fixture(scope="module")
def limited(pack: Pack) -> Plan:
    return planned(pack, LIMITS)


@pytest.fixture(scope="module")
def community(pack: Pack) -> Plan:
    return planned(pack, Limits(), "community")


def rows(plan: Plan, title: str) -> list[tuple[str, ...]]:
    section = next(one for one in document(plan, "proposal").sections if one.title == title)
    return [row for block in section.blocks if isinstance(block, Table) for row in block.rows]


class TestACut:
    @pytest.mark.parametrize("kind", ["board", "proposal"])
    def test_what_is_offered_has_one_price_and_the_whole_another(self, kind: str, whole: Plan, limited: Plan) -> None:
        assert whole.money
        assert whole.money.services
        page = str(content(limited, kind, "md"))

        assert str(whole.money.services.price) not in page
        assert limited.cut
        assert limited.cut.spending
        assert f"**{limited.cut.spending.price}**" in page

    def test_the_offer_keeps_to_its_limits_and_adds_up(self, limited: Plan) -> None:
        found = what_it_tells(limited, "proposal")
        assert found.money
        assert found.money.services
        assert found.calendar
        assert limited.cut
        assert limited.cut.timing

        assert found.money.services.price.amount <= Decimal(80_000)
        assert sum(due.price.amount for due in found.money.payments) == found.money.services.price.amount
        assert max(go_lives(found.calendar).values()) == limited.cut.timing.live <= date(2027, 9, 1)

    def test_what_is_left_out_is_excluded_and_in_no_scope(self, limited: Plan) -> None:
        assert limited.cut
        left = {item.app.name for item in limited.cut.left_out}

        assert left & {row[1] for row in rows(limited, "Scope: included")} == set()
        assert left <= {row[0] for row in rows(limited, "Scope: excluded")}

    def test_a_board_reads_how_much_is_lost(self, limited: Plan) -> None:
        assert "20 musts are lost." in str(content(limited, "board", "md"))

    def test_a_board_reads_it_on_one_page(self, limited: Plan, tmp_path: Path) -> None:
        assert pages(pdf(limited, "board"), tmp_path) == 1

    def test_the_report_says_that_less_fits(self, limited: Plan) -> None:
        assert any("less than this fits" in sentence for sentence in limited.summary)

    def test_a_budget_that_pays_for_all_offers_the_plan_itself(self, pack: Pack) -> None:
        found = planned(pack, replace(LIMITS, deadline=None, budget=Decimal(900_000)))

        assert what_it_tells(found, "board") is found


class TestScope:
    def test_what_is_met_in_part_is_said_to_be(self, whole: Plan) -> None:
        promised = {row[2] for row in rows(whole, "Scope: included") if row[0].isdigit()}
        parts = [row for row in rows(whole, "Scope: included") if not row[0].isdigit()]

        assert "Keep every round of a quotation and know which one was agreed" in {row[0] for row in parts}
        assert [name for name, *_ in parts if f"{name} (in part, see below)" not in "".join(promised)] == []

    def test_every_gap_is_excluded(self, community: Plan) -> None:
        excluded = {row[0] for row in rows(community, "Scope: excluded")}

        assert [gap.need.requirement.name for gap in community.advice.gaps] != []
        assert {gap.need.requirement.name for gap in community.advice.gaps} <= excluded

    def test_an_app_that_only_another_edition_has_is_called_for(self, community: Plan) -> None:
        why: Mapping[str, str] = {row[0]: row[2] for row in rows(community, "Scope: excluded")}

        names = ("Accounting", "Field Service", "Subscriptions", "Quality", "Planning", "Appointments")
        assert [name for name in names if "answers call for" not in why[name]] == []

    def test_no_add_on_is_proposed_where_none_is_taken(self, whole: Plan, community: Plan) -> None:
        for plan in (whole, community):
            fit_gap = next(paper for paper in plan.annexes if paper.name == "fit-gap")

            assert not any("OCA add-on" in row for row in fit_gap.tables[0].rows)

    def test_what_is_charged_is_counted_in_the_proposal(self, whole: Plan) -> None:
        names = {row[0] for row in rows(whole, "What the price counts on")}

        assert {"Interfaces", "Documents and reports with a layout of their own", "Steps of cleaning data"} <= names
        assert {"Bank statements", "Other systems that must exchange data"} <= names


class TestWords:
    def test_the_pains_that_were_ticked_come_first_and_are_answered(self, whole: Plan) -> None:
        ticked = {key for name in ("pains_goods", "pains_office") for key in whole.advice.known[name]}  # type: ignore[union-attr]
        found = [pain.id for pain, _ in answered_pains(whole.advice, {line.app.id for line in whole.first})]

        assert set(found[:3]) <= ticked
        assert "retyping" not in found
        assert "typed several times" not in " ".join(whole.summary)

    def test_nothing_goes_live_in_a_wave_that_does_not_exist(self, whole: Plan) -> None:
        training = next(paper for paper in whole.annexes if paper.name == "training").tables[0]
        waves = {row[1] for row in training.rows}

        assert waves == {*map(str, range(1, len(whole.estimate.waves) + 1)), "later"}

    def test_the_partner_signs_by_name(self, whole: Plan) -> None:
        page = str(content(whole, "proposal", "md", Style(brand=Brand(name="Werk & Co"))))

        assert "____________________ Werk & Co" in page

    def test_an_offer_that_lapses_before_it_is_signed_is_warned_of(self, run: Run, tmp_path: Path) -> None:
        code, _, err = run("plan", str(EXAMPLE), "--start", "2027-01-04", "--document", "proposal", "-o", str(tmp_path))

        assert (code, "2026-12-23" in err, "2027-01-04" in err) == (0, True, True)

    def test_a_pack_has_one_fingerprint_in_all_languages(self, pack: Pack) -> None:
        packs = (pack, translated(pack, "fr"))

        assert len({with_terms(one, TERMS).fingerprint for one in packs}) == 1
        assert len({one.fingerprint for one in packs}) == 1

    def test_users_are_one_number(self, pack: Pack) -> None:
        terms = with_terms(pack, TERMS)
        plan = make_plan(advise(terms, read_answers(HERE / "looks" / "manufacturer.yaml", terms)))

        assert {one.users for one in plan.rollouts} == {money(plan.estimate).subscription.users}

    def test_the_activity_that_leans_most_on_an_app_gives_its_reason(self, whole: Plan) -> None:
        first = in_order(whole.advice, whole.estimate.stops, {line.app.id: line.confidence for line in whole.first})

        assert all(line.whys[0].rank == min(why.rank for why in line.whys) for line in first)
        assert "tanks" not in str([line.reason for line in first])
