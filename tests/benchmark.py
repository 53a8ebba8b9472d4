"""Figures, not promises: CPU time, medians of several runs, ratios within one run. Run: python tests/benchmark.py"""

import compileall
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.advice import Advice

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

RUNS = 9
BARE_TYPER = """
import typer
app = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
@app.command()
def one(): "One."
@app.command()
def two(): "Two."
app()
"""
INSTALLED = "from advisor.cli import main; main()"  # what the installed command runs
HOLIDAYS = "import holidays; holidays.country_holidays('BE', years=range(2027, 2029))"
LIBRARIES = "import typer, networkx, jinja2, yaml"


def cpu(command: list[str]) -> float:
    """Return the CPU milliseconds of a process, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def medians(commands: dict[str, list[str]]) -> dict[str, float]:
    """Return the median of each command, the commands taking turns so that a noisy machine disturbs all alike."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            times[name].append(cpu(command))
    return {name: statistics.median(values) for name, values in times.items()}


def inside(work: Callable[[], object], runs: int = 50) -> float:
    """Return the median CPU milliseconds of a call in this process."""
    work()
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def main() -> None:
    compileall.compile_dir(ROOT / "advisor", quiet=1)  # as pip does when it installs
    example = str(ROOT / "rules" / "example.yaml")
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        found = medians(
            {
                "bare typer --help, no rich": [python, "-c", BARE_TYPER, "--help"],
                "advisor --help": [python, "-c", INSTALLED, "--help"],
                "bare import of typer, networkx, jinja2, yaml": [python, "-c", LIBRARIES],
                "advisor plan, md and html": [python, "-c", INSTALLED, "plan", example, "-o", folder],
                "the same in French": [python, "-c", INSTALLED, "plan", example, "-o", folder, "--lang", "fr"],
            }
        )
    for name, value in found.items():
        print(f"{value:8.1f} ms  {name}")
    names = list(found)
    print(f"{found[names[1]] / found[names[0]]:8.2f} x   advisor --help against bare typer (goal 1.2)")
    print(f"{found[names[3]] - found[names[2]]:8.1f} ms  plan above its libraries (goal 300)")
    print(f"{found[names[4]] - found[names[3]]:8.1f} ms  French above English")

    from advisor import advise, load_pack, make_plan, read_answers, render
    from advisor.check import CASE_PARTS, check_pack
    from advisor.confidence import confidences
    from advisor.contract import advice_json
    from advisor.pack import digest_of, pack_files, read_pack
    from advisor.what_if import open_points

    pack = load_pack()
    folder = ROOT / "rules"
    files = pack_files(folder)
    companies = [read_answers(path, pack, CASE_PARTS) for path in sorted((ROOT / "tests" / "companies").glob("*.yaml"))]
    each = [inside(lambda said=said: advise(pack, said)) for said in companies]  # type: ignore[misc]
    advice = advise(pack, read_answers(Path(example), pack))
    plan = make_plan(advice)
    print(f"{statistics.median(each):8.2f} ms  answers to gaps, median of {len(each)} companies (goal 3)")
    print(f"{max(each):8.2f} ms  answers to gaps, the largest company")
    print(f"{inside(lambda: open_points(advice)):8.2f} ms  open points")
    print(f"{inside(lambda: confidences(advice, open_points(advice))):8.2f} ms  how sure each app is")
    asking_back([advise(pack, said) for said in companies])
    print(f"{inside(lambda: advice_json(advice), 5):8.1f} ms  the whole advice as JSON, what would change it included")
    print(f"{inside(lambda: render(plan, 'html')):8.1f} ms  HTML from a plan")
    print(f"{inside(load_pack, 9):8.1f} ms  the pack, from the cache")
    print(f"{inside(lambda: read_pack(files, folder, digest_of(files, folder)), 5):8.1f} ms  the pack, from its files")
    print(
        f"{inside(lambda: check_pack(pack), 3) / 1000:8.2f} s   rules check, proofs over all answers included (goal 3)"
    )
    pictures([advise(pack, said) for said in companies])
    documents()
    estimates()
    forecasts()


def pictures(advices: list["Advice"]) -> None:
    """Print how many arrows cross in the pictures of some companies, as listed and as drawn, and what drawing costs."""
    from advisor.picture import arranged, picture
    from advisor.untangling import crossings, untangled

    counts = []
    for advice in advices:
        boxes, arrows, _ = arranged(advice)
        listed = [[box.id for box in boxes.values() if box.column == at] for at in range(3)]
        counts.append((crossings(listed, arrows), crossings(untangled(listed, arrows), arrows)))
    before, after = (sum(pair[at] for pair in counts) for at in (0, 1))
    print(f"{after:8,} arrows cross in {len(counts)} pictures, {before:,} as listed")
    print(
        f"{max(inside(lambda a=advice: picture(a), 5) for advice in advices):8.1f} ms  a picture, the slowest company"
    )  # type: ignore[misc]


MAKE_PLAN = """
import sys
from pathlib import Path
from advisor import advise, load_pack, make_plan, read_answers
from advisor.documents import write_documents
from advisor.terms import with_terms
pack = with_terms(load_pack(), Path("rules/example_terms.yaml"))
plan = make_plan(advise(pack, read_answers(Path("tests/looks/manufacturer.yaml"), pack)))
if sys.argv[2] != "none":
    write_documents(plan, Path(sys.argv[1]), sys.argv[2:3], sys.argv[3:])
"""


GOALS = {"html": 300, "pdf": 1000, "docx": 1000, "xlsx": 500}
"""Milliseconds that a format may cost above the plan itself."""


def documents() -> None:
    """Print what each format costs above the plan of a manufacturer, each in a process of its own."""
    wanted = [(form, kind) for kind in ("report", "proposal", "board") for form in ("html", "pdf", "docx")]
    wanted += [("xlsx", "report"), ("pdf", "technical"), ("pdf", "handbook")]
    with tempfile.TemporaryDirectory() as folder:
        base = [sys.executable, "-c", MAKE_PLAN, folder]
        found = medians({f"{form} {kind}": [*base, form, kind] for form, kind in [("none", "report"), *wanted]})
    bare = found.pop("none report")
    for name, value in found.items():
        form, kind = name.split()
        print(f"{value - bare:8.0f} ms  {kind} as {form}, above the plan itself (goal {GOALS[form]:,})")


def estimates() -> None:
    """Print what the numbers of the example cost, on its own terms."""
    from datetime import date
    from decimal import Decimal

    from advisor import advise, load_pack, make_plan, read_answers
    from advisor.estimate.estimating import estimate
    from advisor.estimate.gantt import gantt
    from advisor.estimate.levelling import levelled
    from advisor.estimate.money import money
    from advisor.estimate.reconcile import reconcile
    from advisor.estimate.schedule import schedule
    from advisor.estimate.sensitivity import sensitivity
    from advisor.estimate.services import services
    from advisor.plan import Limits
    from advisor.terms import with_terms

    pack = with_terms(load_pack(), ROOT / "rules" / "example_terms.yaml")
    advice = advise(pack, read_answers(ROOT / "rules" / "example.yaml", pack))
    found = estimate(advice)
    priced = services(found)
    budget = priced.price.amount * Decimal("0.8") if priced else Decimal(0)
    print(f"{inside(lambda: estimate(advice), 9):8.1f} ms  an estimate with 10,000 runs")
    print(f"{inside(lambda: make_plan(advice), 5):8.1f} ms  a full plan with 10,000 runs (goal 1,500)")
    library = medians({"with": [sys.executable, "-c", HOLIDAYS], "without": [sys.executable, "-c", "import datetime"]})
    print(f"{library['with'] - library['without']:8.1f} ms  the library of holidays, once a process, only with a start")
    first_day, summer = date(2027, 1, 4), date(2027, 8, 1)
    limits = Limits(first_day, summer, budget)
    print(f"{inside(lambda: make_plan(advice, limits), 5):8.1f} ms  the same with a budget and a deadline (goal 1,500)")
    print(f"{inside(lambda: gantt(schedule(found, first_day))):8.1f} ms  calendar and its chart after that (goal 60)")
    calendar = schedule(found, first_day)
    print(f"{inside(lambda: levelled(found, calendar), 9):8.1f} ms  what keeping to everybody's days moves")
    print(f"{inside(lambda: money(found), 9):8.1f} ms  money, the estimate given")
    print(
        f"{inside(lambda: reconcile(found, budget), 9):8.1f} ms  the best cut for four fifths of the price (goal 300)"
    )
    in_time = inside(lambda: reconcile(found, None, summer, first_day), 5)
    print(f"{in_time:8.1f} ms  the best cut for a deadline in the middle of the project (goal 300)")
    both = inside(lambda: reconcile(found, budget, summer, first_day), 5)
    print(f"{both:8.1f} ms  the best cut for both (goal 300)")
    print(f"{inside(lambda: sensitivity(advice), 9):8.1f} ms  sensitivity, five largest swings (goal 300)")


def asking_back(advices: list["Advice"]) -> None:
    """Print what the changes cost that would bring an app in or drop it, in the slowest company."""
    from advisor.contract import not_advised
    from advisor.schema import PRIORITIES
    from advisor.what_if import open_points
    from advisor.why_not import why_not

    def together(advice: "Advice") -> None:
        not_advised(advice)
        open_points(advice)
        advice.forecast_of(PRIORITIES)

    asked = [
        inside(lambda a=advice, k=key: why_not(a, f"app:{k}"), 1) for advice in advices for key in advice.pack.apps
    ]  # type: ignore[misc]
    parts = [inside(lambda a=advice: together(a), 5) for advice in advices]  # type: ignore[misc]
    print(f"{max(asked):8.1f} ms  why-not, the slowest of {len(asked):,} questions about apps (goal 1,000)")
    print(f"{max(parts):8.1f} ms  not advised, open points and install set, the slowest company (goal 1,000)")


def forecasts() -> None:
    """Print what install forecasts cost, on a real catalogue and on synthetic ones."""
    from advisor.catalog import Catalog, Module, load_catalog
    from advisor.install_set import Request, forecast
    from advisor.requests import answer

    odoo = load_catalog("19.0")
    apps = ("account", "crm", "fleet", "hr", "mrp", "project", "purchase", "sale_management", "stock", "website_sale")
    request = Request(apps, ("BE",))
    size = len(odoo.modules)
    median = inside(lambda: forecast(odoo, request))
    print(f"{median:8.2f} ms  ten apps, {len(forecast(odoo, request).modules)} of {size} modules (goal 1)")
    load_catalog.cache_clear()
    print(f"{inside(lambda: (load_catalog.cache_clear(), load_catalog('19.0')), 9):8.1f} ms  a catalogue (goal 30)")
    print(f"{inside(lambda: [answer(odoo, request) for _ in range(1000)], 1):8.1f} ms  1,000 requests (goal 2,000)")
    for copies in (1, 4, 16, 31):
        grown = {
            f"{name}_{copy}": Module(
                f"{name}_{copy}",
                module.label,
                depends=tuple(f"{other}_{copy}" for other in module.depends),
                auto_install=tuple(f"{other}_{copy}" for other in module.triggers) or False,
            )
            for copy in range(copies)
            for name, module in odoo.modules.items()
        }
        catalog = Catalog("19.0", {"base": Module("base", "Base"), **grown})
        ten = Request(tuple(f"{name}_0" for name in apps))
        all_copies = Request(tuple(f"{name}_{copy}" for name in apps for copy in range(copies)))
        few = inside(lambda c=catalog, w=ten: forecast(c, w), 5)  # type: ignore[misc]
        many = inside(lambda c=catalog, w=all_copies: forecast(c, w), 5)  # type: ignore[misc]
        print(f"{few:8.2f} ms  ten apps among {len(grown):,} synthetic modules; {many:.2f} ms for {10 * copies} apps")


if __name__ == "__main__":
    main()
