"""The pack that ships: whole, clean, and as large as promised."""

import re

import pytest

from advisor.advising import advise
from advisor.answers import Answers
from advisor.catalog import load_catalog
from advisor.check import check_pack
from advisor.conditions import Truth, holds
from advisor.handbook import handbook
from advisor.pack import Pack, load_pack
from advisor.schema import SERIES

from .conftest import ROOT

PRODUCTION = (
    "product_design process_planning facility_layout production_planning_control scheduling capacity_planning "
    "material_management production_inventory quality_control maintenance production_costing floor_workforce "
    "waste_reduction"
).split()
OPERATIONS = (
    "service_delivery process_improvement supply_chain procurement inventory_management logistics_distribution "
    "order_fulfilment demand_forecasting operations_capacity crm after_sales quality_assurance resource_management "
    "finance human_resources regulatory_compliance environment project_management partnerships innovation"
).split()
METHODS = "agile_manufacturing eoq just_in_time kaizen lean mrp six_sigma theory_of_constraints tpm tqm".split()
CAPABILITIES = {"loyalty", "delivery_carriers", "dropshipping", "subcontracting", "lots_expiry"}


def test_nothing_in_it_is_idle_or_wrong(pack: Pack) -> None:
    assert [str(finding) for finding in check_pack(pack)] == []


def test_it_holds_every_management_function_on_its_side(pack: Pack) -> None:
    sides = {key: function.management for key, function in pack.functions.items()}

    assert sides == dict.fromkeys(PRODUCTION, "production") | dict.fromkeys(OPERATIONS, "operations")


@pytest.mark.parametrize(
    ("kind", "count"),
    [("aspects", 35), ("methods", 10), ("triggers", 6), ("releases", 3)],
)
def test_it_holds_exactly_as_many(kind: str, count: int, pack: Pack) -> None:
    assert len(getattr(pack, kind)) == count


@pytest.mark.parametrize(
    ("kind", "least"),
    [("activities", 100), ("areas", 18), ("presets", 20), ("processes", 4), ("kpis", 68), ("countries", 90)],
)
def test_it_holds_at_least_as_many(kind: str, least: int, pack: Pack) -> None:
    assert len(getattr(pack, kind)) >= least


def test_it_holds_the_ten_methods_two_beliefs_and_a_practice(pack: Pack) -> None:
    kinds = [belief.kind for belief in pack.beliefs.values()]

    assert sorted(pack.methods) == METHODS
    assert (kinds.count("belief"), kinds.count("practice") >= 1) == (2, True)


def test_it_holds_all_apps_and_the_five_capabilities(pack: Pack) -> None:
    capabilities = {app.id for app in pack.apps.values() if app.kind == "capability"}

    assert (len(pack.apps), capabilities) == (72, CAPABILITIES)


def test_every_community_module_of_an_alternative_is_no_odoo_module(pack: Pack) -> None:
    clashes = [
        (alternative.id, series, module)
        for alternative in pack.alternatives.values()
        for series, modules in alternative.modules.items()
        for module in modules
        if module in load_catalog(series).modules  # type: ignore[arg-type]
    ]

    assert clashes == []


def test_an_alternative_that_fits_names_modules_for_its_series(pack: Pack) -> None:
    empty = [
        (alternative.id, series)
        for alternative in pack.alternatives.values()
        for series in SERIES
        if alternative.fit.get(series, ("none",)) != ("none",) and not alternative.modules.get(series)
    ]

    assert empty == []


def test_a_choice_of_sector_is_never_asked(pack: Pack) -> None:
    assert [question.id for question in pack.questionnaire if re.search(r"sector|industry|preset", question.id)] == []


@pytest.mark.parametrize("key", ["17.0", "18.0", "19.0"])
def test_an_upgrade_from_a_running_series_is_argued(key: str, pack: Pack) -> None:
    release = pack.releases[key]

    assert holds(release.running, {"current_system": f"odoo_{key[:2]}"}) is Truth.YES
    assert release.upgrade


def test_17_is_warned_of(pack: Pack) -> None:
    assert any("September 2026" in warning for warning in advise(pack, Answers(), "17.0").warnings)
    assert not advise(pack, Answers(), "19.0").warnings


def test_two_presets_are_never_the_same(pack: Pack) -> None:
    assert len({str(sorted(preset.answers.items())) for preset in pack.presets.values()}) == len(pack.presets)


def test_the_handbook_is_fresh() -> None:
    assert (ROOT / "rules" / "README.md").read_text(encoding="utf-8") == handbook()


def test_nothing_points_at_the_workplace() -> None:
    hosts = "|".join(("python" + "hosted", "pypi" + r"\.org/simple"))
    wrong = re.compile(r"(?<![\w.])/(?:work|root|tmp)/|\.\./shared|" + hosts)
    ours = [path for folder in ("advisor", "rules", "templates", "tests") for path in (ROOT / folder).rglob("*")]
    kinds = (".py", ".yaml", ".md", ".html", ".css", ".js", ".toml", ".jsonl")
    texts = [path for path in (*ours, *ROOT.glob("*.*")) if path.suffix in kinds]

    found = [path.name for path in texts if path != ROOT / "tests" / "test_pack.py" and wrong.search(path.read_text())]
    assert found == []


def test_within_a_run_the_pack_is_read_once() -> None:
    assert load_pack() is load_pack()
