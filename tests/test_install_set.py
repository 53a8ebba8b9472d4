"""The install forecast: every recorded decision and run exactly, and the laws of the installer."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.catalog import Catalog, Hook, Module, closed, load_catalog
from advisor.errors import UserError
from advisor.install_set import CAUSES, Forecast, Request, base_of, forecast
from advisor.requests import why_installed
from advisor.schema import SERIES
from advisor.truth import verified

from .conftest import HERE, Run

NEW = load_catalog("19.0")
APPS = sorted(name for name, module in NEW.modules.items() if module.application and module.installable)
SOME = st.lists(st.sampled_from(APPS), min_size=1, max_size=5, unique=True).map(tuple)
COUNTRY = st.sampled_from(["", "BE", "FR", "DE", "MX", "US", "IN"])
LAW = settings(max_examples=60, deadline=None)


def names(requested: tuple[str, ...], country: str = "", **more: object) -> frozenset[str]:
    return forecast(NEW, Request(requested, (country,) if country else (), **more)).names  # type: ignore[arg-type]


def world(*modules: Module, hooks: tuple[Hook, ...] = ()) -> Catalog:
    """Return a tiny catalogue; base is always there."""
    return Catalog("19.0", {module.name: module for module in (Module("base", "Base"), *modules)}, hooks)


def causes(found: Forecast) -> dict[str, str]:
    return {item.module.name: item.cause for item in found.modules}


@pytest.mark.parametrize("line", list(verified(HERE / "truth")), ids=lambda line: f"{line.series} {line.what}")
def test_every_recorded_install_is_exactly_right(line: object) -> None:
    assert (line.wrong, line.examples) == (0, ())  # type: ignore[attr-defined]


def test_dependencies_alone_are_never_right() -> None:
    rows = [json.loads(line) for line in (HERE / "truth" / "runs-19.0.jsonl").read_text().splitlines()[1:]]

    right = [
        row for row in rows if names(tuple(row["steps"][-1]), auto_install=False, hooks=False) == set(row["installed"])
    ]

    assert [row["mode"] for row in right if row["auto_install"]] == []


@LAW
@given(SOME, COUNTRY)
def test_the_order_of_a_request_does_not_matter(requested: tuple[str, ...], country: str) -> None:
    assert names(requested, country) == names(tuple(reversed(requested)), country)


@LAW
@given(SOME, SOME, COUNTRY)
def test_one_after_the_other_is_both_at_once_without_hooks(
    a: tuple[str, ...], b: tuple[str, ...], country: str
) -> None:
    first = names(a, country, hooks=False)

    assert names(b, country, hooks=False, installed=first) == names(a + b, country, hooks=False)


def test_a_hook_breaks_that_law() -> None:
    hook = Hook("ship", ("sell",), unless=("shop",))
    odoo = world(Module("ship", "Ship"), Module("sell", "Sell"), Module("shop", "Shop"), hooks=(hook,))

    together = forecast(odoo, Request(("ship", "shop"))).names
    first = forecast(odoo, Request(("ship",))).names
    after = forecast(odoo, Request(("shop",), installed=first)).names

    assert (after - together, together - after) == ({"sell"}, set())


@LAW
@given(SOME, COUNTRY)
def test_the_result_is_a_fixpoint_and_the_least(requested: tuple[str, ...], country: str) -> None:
    found = forecast(NEW, Request(requested, (country,) if country else (), hooks=False))
    new = found.names - base_of(NEW)
    here = {country.lower()}

    for name in new:
        assert set(NEW.modules[name].needs) <= found.names
    for module in NEW.modules.values():
        fires = module.installable and module.triggers and set(module.triggers) <= found.names
        if fires and new & set(module.triggers) and (not module.countries or here & set(module.countries)):
            assert module.name in found.names
    for item in found.modules:
        assert item.cause in ("base", "chosen") or item.by


@LAW
@given(SOME, COUNTRY)
def test_nothing_is_installed_without_a_chain_to_a_choice(requested: tuple[str, ...], country: str) -> None:
    found = forecast(NEW, Request(requested, (country,) if country else ()))
    first_by = {item.module.name: item.first_by for item in found.modules}
    settled = {item.module.name for item in found.modules if item.cause in ("base", "chosen")}

    while True:
        more = {name for name, by in first_by.items() if name not in settled and by and set(by) <= settled}
        if not more:
            break
        settled |= more

    assert settled == set(first_by)


def test_what_somebody_uninstalled_stays_away() -> None:
    full = names(("sale_management", "stock"))
    assert "sale_stock" in full

    again = names(("crm",), installed=full - {"sale_stock"})

    assert "sale_stock" not in again


def test_a_country_brings_its_modules_only_with_the_country() -> None:
    assert "l10n_fr_account" in names(("account",), "FR")
    assert "l10n_fr_account" not in names(("account",))


def test_any_company_counts_for_a_country() -> None:
    found = forecast(NEW, Request(("account",), ("US", "FR")))

    assert {"l10n_fr_account", "l10n_us_account"} <= found.names


def test_17_takes_the_chart_of_the_main_company_by_a_hook() -> None:
    old = load_catalog("17.0")

    found = causes(forecast(old, Request(("account",), ("BE", "FR"))))

    assert (found["l10n_be"], found.get("l10n_fr")) == ("hook", None)
    assert "l10n_be" not in causes(forecast(old, Request(("account",), ("BE",), hooks=False)))


def test_the_causes_of_the_six_apps_everybody_names() -> None:
    found = forecast(NEW, Request(("mrp", "sale_management", "purchase", "stock", "crm", "project")))

    counts = [list(causes(found).values()).count(cause) for cause in ("base", "chosen", "needed_by", "bridge")]
    assert (len(found.modules), counts) == (99, [14, 6, 22, 57])


def test_causes_are_the_promised_ones() -> None:
    found = forecast(load_catalog("18.0"), Request(("stock_delivery", "hr_holidays"), ("FR",)))

    assert set(causes(found).values()) <= set(CAUSES)


@pytest.mark.parametrize(
    ("series", "name", "reason", "now"),
    [
        ("19.0", "nosuch", "absent", ""),
        ("19.0", "membership", "renamed", "partnership"),
        ("17.0", "quality_control", "enterprise", ""),
        ("19.0", "planning", "enterprise", ""),
    ],
)
def test_an_unknown_name_is_told_apart(series: str, name: str, reason: str, now: str) -> None:
    found = forecast(load_catalog(series), Request((name, "crm")))

    assert [(item.module, item.reason, item.now) for item in found.unknown] == [(name, reason, now)]
    assert "crm" in found.names


def test_a_module_marked_as_not_installable_never_comes() -> None:
    odoo = world(Module("old", "Old", installable=False), Module("join", "Join", depends=("old",), auto_install=True))

    found = forecast(odoo, Request(("old",)))

    assert [item.reason for item in found.unknown] == ["uninstallable"]
    assert found.names == {"base"}


def test_a_missing_dependency_refuses_the_whole_request() -> None:
    odoo = world(Module("sell", "Sell", depends=("gone",)))

    with pytest.raises(UserError, match=r"sell: needs module 'gone', which cannot be installed in 19\.0"):
        forecast(odoo, Request(("sell",)))


def test_a_list_of_triggers_brings_the_other_dependencies_along() -> None:
    join = Module("join", "Join", depends=("sell", "paper"), auto_install=("sell",))
    odoo = world(Module("sell", "Sell"), Module("paper", "Paper"), join)

    assert forecast(odoo, Request(("sell",))).names == {"base", "sell", "join", "paper"}


@pytest.mark.parametrize("series", SERIES)
def test_the_catalogues_are_closed_and_without_rings(series: str) -> None:
    closed(load_catalog(series))


def test_rings_and_missing_modules_of_a_catalogue_are_named() -> None:
    odoo = world(Module("a", "A", depends=("b",)), Module("b", "B", depends=("a",)), Module("c", "C", depends=("x",)))

    with pytest.raises(UserError) as caught:
        closed(odoo)

    assert [str(problem) for problem in caught.value.problems] == [
        "a: depends on itself, directly or through others",
        "b: depends on itself, directly or through others",
        "c: depends on 'x', which 19.0 does not have",
    ]


def test_why_reads_well_down_to_what_was_chosen() -> None:
    found = forecast(NEW, Request(("sale_management", "mrp")))

    lines = why_installed(found, "sale_mrp")

    assert (
        lines[0] == "sale_mrp (Sales and MRP Management): it installs itself, because mrp and sale_stock are all there."
    )
    assert lines[1] == "  mrp (Manufacturing): you chose it."
    assert "      sale_management (Sales): you chose it." in lines


class TestCommand:
    """`advisor install-set`, `impact` and `catalog` as people call them."""

    def test_json_has_the_promised_keys(self, run: Run) -> None:
        code, out, _ = run("install-set", "crm", "--series", "18.0", "--country", "be", "--json")

        shown = json.loads(out)
        assert code == 0
        assert set(shown) == {"series", "countries", "requested", "unknown", "modules"}
        assert (shown["countries"], {frozenset(row) for row in shown["modules"]}) == (
            ["BE"],
            {frozenset({"module", "label", "cause", "by", "edition", "license"})},
        )

    def test_requests_are_answered_in_order(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "requests.jsonl"
        rows = [
            {"requested": ["crm"], "country": "FR"},
            {"requested": ["mail"], "installed": ["base"], "hooks": False},
            {"requested": ["sale_management"], "countries": ["US", "FR"], "auto_install": False},
        ]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))

        _, out, _ = run("install-set", "--requests", path, "--series", "19.0")

        answers = [json.loads(line) for line in out.splitlines()]
        assert [answer["requested"] for answer in answers] == [row["requested"] for row in rows]

    def test_exit_2_when_no_name_is_known(self, run: Run) -> None:
        code, _, err = run("install-set", "nosuch", "sign")

        assert code == 2
        assert "nosuch: no such module in this series" in err
        assert "sign: an Enterprise app; a Community server shows it and cannot install it" in err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["crm", "--country", "ZZ"], "--country: 'ZZ' is no country code"),
            (["crm", "--series", "20.0"], "--series: '20.0' is not known"),
            (["crm", "--installed", "{missing}"], "there is no such file"),
            (["--requests", "{broken}"], "broken.jsonl:1: is not valid JSON"),
            (["--requests", "{broken}"], 'broken.jsonl:2: needs {"requested": [module, …]}'),
            (["--requests", "{broken}"], "broken.jsonl:3: 'contry' is no key of a request; did you mean 'country'?"),
            (["--requests", "{broken}"], "broken.jsonl:4: 'XX' is no country code"),
            ([], "name at least one module, or a file with --requests"),
            (["crm", "--why", "stock"], "stock: is not in this install set"),
        ],
    )
    def test_bad_input_is_a_sentence(self, words: list[str], message: str, run: Run, tmp_path: Path) -> None:
        broken = tmp_path / "broken.jsonl"
        broken.write_text(
            '{"requested": [\n{"modules": []}\n{"requested": [], "contry": "BE"}\n{"requested": [], "country": "XX"}\n'
        )

        code, out, err = run("install-set", *(word.format(missing=tmp_path / "x", broken=broken) for word in words))

        assert (code, out) == (2, "")
        assert message in err

    def test_impact_says_what_falls(self, run: Run) -> None:
        code, out, _ = run("impact", "stock", "--chosen", "sale_management,stock,purchase")

        assert code == 0
        assert "sale_stock" in out.splitlines()[0]
        assert "purchase_stock" in out.splitlines()[1]

    def test_impact_says_what_others_still_need(self, run: Run) -> None:
        _, out, _ = run("impact", "stock", "--chosen", "mrp,stock")

        assert "Still there, because others need them: stock." in out

    def test_verify_prints_that_everything_is_right(self, run: Run) -> None:
        code, out, _ = run("catalog", "verify", HERE / "truth")

        assert (code, out.count("exactly right")) == (0, 6)

    def test_special_cases_are_counted(self, run: Run) -> None:
        assert (
            "17.0: 590 modules; 111 hook rules of 3 modules, 23 placeholders, 0 renames" in run("catalog", "special")[1]
        )

    def test_editions_stand_side_by_side(self, run: Run) -> None:
        code, out, _ = run("editions", HERE.parent / "rules" / "example.yaml", "--json")

        rows = json.loads(out)
        assert (code, len(rows)) == (0, 9)
        assert {row["hosting"] for row in rows if "OCA" in row["edition"]} == {"your own; add-ons rule out Odoo Online"}


def test_no_module_or_country_is_named_in_the_solver(pack: object) -> None:
    code = (HERE.parent / "advisor" / "install_set.py").read_text()
    known = {name for series in SERIES for name in load_catalog(series).modules}
    words = set(__import__("re").findall(r'"([a-z0-9_]+)"', code))

    assert words & known <= {"base", "country"}
