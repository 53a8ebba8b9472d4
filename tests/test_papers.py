"""The papers of a project: matrices, RAID log, exclusions, data, rights, people, tests and key figures."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.going_live import first_stops
from advisor.papers import ANNEXES, PAPERS, paper, paper_json
from advisor.papers.access import duties_of, roles_in_use
from advisor.papers.matrices import RESOLUTION_WORDS
from advisor.papers.migration import in_order, objects_kept, way_over
from advisor.papers.paper import Table, brief
from advisor.schema import EDITIONS, Series

from .conftest import ROOT, Run
from .strategies import PACK, answers

EXAMPLE = ROOT / "rules" / "example.yaml"
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def company(**given: Any) -> Answers:
    return Answers(given=given)


def table(said: Answers, name: str, part: str, series: Series = "19.0", edition: Any = "enterprise") -> list[Any]:
    found = paper(advise(PACK, said, series, edition), name)
    return list(next(some for some in found.tables if some.name == part).lines)


def example() -> Answers:
    return read_answers(EXAMPLE, PACK)


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_of_the_example_has_lines_in_every_table(name: str) -> None:
    found = paper(advise(PACK, example()), name)

    assert [some.name for some in found.tables if not some.lines] == []


@pytest.mark.parametrize("name", PAPERS)
def test_a_company_that_answered_nothing_gets_every_paper(name: str) -> None:
    assert paper(advise(PACK, Answers()), name).title


@pytest.mark.parametrize("name", PAPERS)
def test_the_json_of_a_paper_names_every_column_of_every_line(name: str, run: Run) -> None:
    code, out, _ = run("papers", EXAMPLE, name, "--json")

    found = json.loads(out)
    lines = [line for part in found.values() if isinstance(part, list) for line in part]
    assert (code, found["paper"], bool(lines), all(isinstance(line, dict) for line in lines)) == (0, name, True, True)


def test_a_paper_is_printed_as_text(run: Run) -> None:
    code, out, _ = run("papers", EXAMPLE, "raci")

    assert code == 0
    assert "Decide on going live\n  Phase: Go-live\n" in out


def test_a_misspelt_paper_is_named_with_the_nearest(run: Run) -> None:
    code, out, err = run("papers", EXAMPLE, "migratoin")

    assert (code, out) == (2, "")
    assert "PAPER: 'migratoin' is no paper; did you mean 'migration'?" in err


def test_the_json_of_a_paper_is_its_lines() -> None:
    found = paper_json(paper(advise(PACK, example()), "raid"))

    assert list(found) == ["paper", "title", "purpose", "risks", "assumptions", "issues", "dependencies"]


# Matrices


@FEW
@given(answers(), st.sampled_from(EDITIONS))
def test_every_requirement_stands_in_the_fit_gap_matrix_once(said: Answers, edition: str) -> None:
    needs = [need.requirement.id for need in advise(PACK, said, "19.0", edition).needs]  # type: ignore[arg-type]

    lines = table(said, "fit-gap", "requirements", edition=edition)

    assert sorted(line.requirement for line in lines) == sorted(needs)
    assert {line.resolution for line in lines} <= set(RESOLUTION_WORDS.values())


@pytest.mark.parametrize(
    ("given", "requirement", "resolution"),
    [
        ({"special_core": ("route_optimisation",)}, "compute_best_routes", "Integration"),
        ({"special_core": ("patient_records",)}, "keep_clinical_records", "Out of scope"),
    ],
)
def test_a_gap_is_resolved_as_the_pack_proposes(given: Any, requirement: str, resolution: str) -> None:
    lines = table(company(**given), "fit-gap", "requirements")

    assert [line.resolution for line in lines if line.requirement == requirement] == [resolution]


def test_what_community_add_ons_meet_is_resolved_by_them() -> None:
    lines = table(example(), "fit-gap", "requirements", edition="community_oca")

    assert "OCA add-on" in {line.resolution for line in lines if line.app}


def test_a_must_that_an_edition_lacks_is_never_left_out_silently() -> None:
    lines = table(example(), "fit-gap", "requirements", edition="community")

    lacking = [line for line in lines if line.fit == "Gap"]
    assert lacking
    assert [line.requirement for line in lacking if not line.what_is_missing] == []


@FEW
@given(answers())
def test_a_trace_leads_from_answers_to_a_test_or_is_a_gap(said: Answers) -> None:
    tests = {line.test for line in table(said, "uat", "steps")}

    lines = table(said, "rtm", "traces")

    assert [line for line in lines if not set(line.answers) <= set(said.given)] == []
    assert [line for line in lines if (line.test in tests) == (line.fit == "Gap")] == []
    assert {line.test for line in lines if line.test} == tests


# Tests


@FEW
@given(answers())
def test_every_met_requirement_of_an_activity_is_a_step_of_its_case(said: Answers) -> None:
    needs = [need for need in advise(PACK, said).needs if need.met_by]

    steps = table(said, "uat", "steps")

    assert len(steps) == sum(len(need.activities) for need in needs)
    assert len({step.test for step in steps}) == len(steps)
    assert [step.test for step in steps if not (step.do and step.expected and step.tester)] == []


def test_a_step_says_what_to_do_and_what_must_be_seen() -> None:
    steps = {step.requirement: step for step in table(company(buying=("approvals",)), "uat", "steps")}

    step = steps["Hold a purchase order until a second person has approved it"]
    assert (step.do, step.tester) == ("Enter an order above the limit as a buyer.", "Purchaser")
    assert step.expected.startswith("It cannot be confirmed until the manager has approved it")


# RAID log and exclusions


def test_an_open_question_is_an_assumption_with_what_hangs_on_it() -> None:
    lines = {line.assumption: line for line in table(example(), "raid", "assumptions")}

    line = lines["Nothing more is needed for: What do you want to manage for your staff?"]
    assert "Payroll" in line.if_wrong


def test_an_answer_of_a_preset_is_an_assumption() -> None:
    said = replace(company(core_business="services"), prefilled=("core_business",))

    rests_on = {line.rests_on for line in table(said, "raid", "assumptions")}

    assert "Usual in the sector, not confirmed" in rests_on


@FEW
@given(answers())
def test_every_risk_pain_and_situation_of_the_advice_is_in_the_log(said: Answers) -> None:
    advice = advise(PACK, said)

    risks = [line.risk for line in table(said, "raid", "risks")]
    issues = [line.issue for line in table(said, "raid", "issues")]

    assert risks == [risk.name for risk, _ in advice.risks]
    assert issues == [item.name for item, _ in (*advice.pains, *advice.triggers)]


@FEW
@given(answers())
def test_no_app_is_both_in_the_first_project_and_excluded(said: Answers) -> None:
    first = {stop.item.app.name for stop in first_stops(advise(PACK, said))}

    excluded = {line.left_out for line in table(said, "exclusions", "exclusions") if line.kind.startswith("App")}

    assert excluded & first == set()


def test_nothing_of_the_first_project_is_excluded_in_whatever_wave_it_goes_live() -> None:
    advice = advise(PACK, example())
    first = {stop.item.app.name for stop in first_stops(advice)}

    excluded = {line.left_out for line in table(example(), "exclusions", "exclusions")}
    assert (len(set(brief(advice).waves.values())) > 2, first & excluded) == (True, set())


def test_an_app_that_builds_on_the_plan_is_named_as_left_out() -> None:
    lines = table(company(offers=("own_products",), production_mode=("to_stock",)), "exclusions", "exclusions")

    left = {line.left_out: line.because for line in lines if line.kind == "App next to the plan"}
    assert left["Product Lifecycle Management (PLM)"].startswith("Builds on Manufacturing")


def test_other_countries_are_left_out_by_name() -> None:
    said = replace(company(structure=("several_countries",)), engagement={"country": "BE"})

    lines = [line for line in table(said, "exclusions", "exclusions") if line.kind == "Country"]

    assert [line.left_out for line in lines] == ["Taxes, documents and wages of countries other than Belgium"]
    assert "Establishments there" in lines[0].because


def test_an_interface_behind_an_open_question_is_excluded_and_not_promised() -> None:
    said = Answers(given={"offers": ("own_products",)}, unknown=("shipping",))

    excluded = {line.left_out for line in table(said, "exclusions", "exclusions") if line.kind == "Interface"}

    assert "Parcel services and hauliers" in excluded
    assert table(said, "integrations", "interfaces") == []


# Data migration and interfaces


@FEW
@given(answers())
def test_every_object_of_an_app_is_loaded_after_what_it_refers_to(said: Answers) -> None:
    found = brief(advise(PACK, said))
    moved = [item for item in objects_kept(found) if item.group != "history"]

    place = {item.id: number for number, item in enumerate(in_order(moved))}

    assert len(place) == len(moved)
    early = [
        (key, other) for key in place for other in PACK.data_objects[key].after if place.get(other, -1) > place[key]
    ]
    assert early == []


@FEW
@given(answers())
def test_an_object_is_kept_in_an_app_of_the_plan(said: Answers) -> None:
    lines = table(said, "migration", "objects")

    assert [line.data for line in lines if not line.kept_in] == []
    assert [line.place for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    ("system", "series", "way"),
    [
        ("new_company", "19.0", "fresh_start"),
        ("paper_sheets", "19.0", "import"),
        ("other_erp", "19.0", "import"),
        ("odoo_older", "19.0", "upgrade_from_unsupported"),
        ("odoo_17", "19.0", "upgrade"),
        ("odoo_18", "19.0", "upgrade"),
        ("odoo_18", "18.0", "extend"),
        ("odoo_19", "19.0", "extend"),
        ("odoo_19", "18.0", "newer_than_the_plan"),
    ],
)
def test_the_present_system_decides_the_way_over(system: str, series: Series, way: str) -> None:
    assert way_over(advise(PACK, company(current_system=system), series)).id == way


def test_without_an_answer_data_are_imported() -> None:
    assert way_over(advise(PACK, Answers())).id == "import"


@pytest.mark.parametrize("key", [key for key, way in PACK.migrations.items() if way.groups])
def test_every_way_over_is_rehearsed_three_times_and_has_a_way_back(key: str) -> None:
    steps = PACK.migrations[key].steps

    assert {"first_rehearsal", "second_rehearsal", "third_rehearsal", "freeze", "rollback"} <= steps.keys()


def test_history_stays_behind_on_import_and_comes_along_on_upgrade() -> None:
    goods = {"stock_kept": ("goods_for_sale",), "core_business": "goods_we_resell"}

    imported = company(current_system="other_erp", **goods)
    upgraded = company(current_system="odoo_17", **goods)

    assert table(imported, "migration", "left_behind")
    assert not table(upgraded, "migration", "left_behind")


@pytest.mark.parametrize("key", PACK.interfaces)
def test_every_interface_can_be_called_for_and_says_why(key: str) -> None:
    interface = PACK.interfaces[key]
    given: dict[str, Any] = {}
    for line in interface.when[0]:
        choice = line.wanted[0]  # type: ignore[index]
        many = PACK.questions[line.question].answer == "many"
        given[line.question] = (*given.get(line.question, ()), choice) if many else choice
    given.setdefault("offers", ("own_products",))  # shipping is asked only of those who have goods

    lines = {line.interface: line for line in table(company(**given), "integrations", "interfaces")}

    assert lines[interface.name].because_of


# Rights and people


@FEW
@given(answers())
def test_no_role_holds_two_conflicting_duties_without_the_conflict_being_listed(said: Answers) -> None:
    found = brief(advise(PACK, said))
    names = {key: duty.name for key, duty in PACK.duties.items()}

    listed = {
        (line.duty, line.and_duty, role)
        for line in table(said, "access", "conflicts")
        for role in line.one_role_holds_both
    }

    held = {
        (names[conflict.first], names[conflict.second], role.name)
        for conflict in PACK.conflicts.values()
        for role in roles_in_use(found)
        if {conflict.first, conflict.second} <= set(duties_of(found, role))
    }
    assert held == listed


@FEW
@given(answers())
def test_every_advised_app_has_somebody_who_works_in_it_and_is_trained(said: Answers) -> None:
    apps = {item.app.name for item in advise(PACK, said).apps if not item.app.platform}

    rights = {app for line in table(said, "access", "roles") for app in (*line.leads, *line.works_in)}
    trained = {app for line in table(said, "training", "training") for app in line.apps}

    assert (apps - rights, apps - trained) == (set(), set())


def test_one_who_could_pay_an_invented_supplier_is_kept_apart() -> None:
    lines = table(company(bookkeeping=("own_books",)), "access", "conflicts")

    line = next(line for line in lines if line.duty == PACK.duties["keep_suppliers"].name)
    assert "Bookkeeper / Financial manager" in line.keep_apart


def test_every_task_has_one_who_answers_and_some_who_do() -> None:
    lines = table(Answers(), "raci", "tasks")

    parties = {party.name for party in PACK.parties.values()}
    assert {line.accountable for line in lines} <= parties
    assert [line.task for line in lines if not line.responsible] == []


def test_staff_whose_hours_are_recorded_hear_what_for() -> None:
    subjects = {line.subject for line in table(company(people_admin=("clocking",)), "training", "messages")}

    assert "What recorded hours are for, and who sees them" in subjects


# Key figures and layout


def test_every_key_figure_has_a_baseline_to_measure_a_direction_and_a_place() -> None:
    lines = table(example(), "kpis", "key_figures")

    assert [line.key_figure for line in lines if not line.baseline.startswith("To be measured")] == []
    assert [line.key_figure for line in lines if not (line.better and line.shown_in)] == []


def test_a_table_without_lines_has_no_columns() -> None:
    assert Table("none", "None", ()).heads == ()


def test_the_annexes_are_papers() -> None:
    assert set(ANNEXES) <= set(PAPERS)
