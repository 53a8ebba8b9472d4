"""Why: whatever an advice holds leads back to answers."""

from pathlib import Path

import pytest

from advisor.advice import Advice
from advisor.advising import advise, kpis_for
from advisor.answers import read_answers
from advisor.check import CASE_PARTS
from advisor.explain import EXPLAINERS, ids_of, why
from advisor.pack import Pack

from .conftest import HERE, ROOT

COMPANIES = [ROOT / "rules" / "example.yaml", *sorted((HERE / "companies").glob("*.yaml"))]
ENDS = ("you answered", "every database has it")


def silent(advice: Advice, ids: list[str]) -> list[str]:
    """Return the ids whose explanation names no answer."""
    return [key for key in ids if not any(end in str(why(advice, key)) for end in ENDS)]


@pytest.fixture(scope="module", params=COMPANIES, ids=lambda path: path.stem)
def advice(request: pytest.FixtureRequest, pack: Pack) -> Advice:
    path: Path = request.param
    return advise(pack, read_answers(path, pack, CASE_PARTS))


def test_every_module_leads_back_to_answers(advice: Advice) -> None:
    modules = [*advice.enterprise_modules, *sorted(advice.install_set.names)]

    assert silent(advice, [f"module:{name}" for name in modules]) == []


def test_every_kpi_leads_back_to_answers(advice: Advice) -> None:
    assert silent(advice, [f"kpi:{kpi.id}" for kpi in kpis_for(advice)]) == []


def test_every_need_gap_risk_and_function_leads_back_to_answers(advice: Advice) -> None:
    ids = [
        *(f"requirement:{need.requirement.id}" for need in advice.needs),
        *(f"gap:{gap.need.requirement.id}" for gap in advice.gaps),
        *(f"risk:{risk.id}" for risk, _ in advice.risks),
        *(f"function:{use.function.id}" for use in advice.functions),
    ]

    assert silent(advice, ids) == []


@pytest.mark.parametrize("kind", list(EXPLAINERS))
def test_everything_in_the_pack_is_explained_in_sentences(kind: str, pack: Pack) -> None:
    advice = advise(pack, read_answers(COMPANIES[0], pack))

    explained = [found for key in ids_of(advice, kind) for found in why(advice, f"{kind}:{key}")]

    assert explained
    assert all(found.sentences and all(found.sentences) for found in explained)
