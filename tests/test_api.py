"""The HTTP API says what the command line says, and keeps engagements as the pages do."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from advisor.answers import as_plain, read_answers
from advisor.pack import Pack

from .conftest import ROOT, Run
from .servers import Server

EXAMPLE = ROOT / "rules" / "example.yaml"


@pytest.fixture
def company(pack: Pack) -> dict[str, Any]:
    """The example as plain values."""
    return as_plain(read_answers(EXAMPLE, pack), pack)


@pytest.fixture
def client(local: Server) -> TestClient:
    return local.client()


def said(run: Run, *words: object) -> Any:
    """Return the JSON that the command line prints."""
    return json.loads(run(*words)[1])


def test_the_questions_are_those_of_the_command_line(client: TestClient, run: Run) -> None:
    assert client.get("/api/v1/questions?quick=true").json() == said(run, "questions", "--quick", "--json")


@pytest.mark.parametrize(("series", "edition"), [("19.0", "enterprise"), ("17.0", "community_oca")])
def test_advice_is_that_of_the_command_line(
    client: TestClient, run: Run, company: dict[str, Any], series: str, edition: str
) -> None:
    found = client.post("/api/v1/advise", json={**company, "series": series, "edition": edition})

    assert found.json() == said(run, "advise", EXAMPLE, "--series", series, "--edition", edition, "--json")


def test_advice_in_another_language_is_that_of_the_command_line(
    client: TestClient, run: Run, company: dict[str, Any]
) -> None:
    company["engagement"]["language"] = "fr"

    found = client.post("/api/v1/advise", json=company)

    assert found.json() == said(run, "advise", EXAMPLE, "--lang", "fr", "--json")


@pytest.mark.parametrize("wanted", ["app:inventory", "maintenance", "figure:effort"])
def test_why_is_that_of_the_command_line(client: TestClient, run: Run, company: dict[str, Any], wanted: str) -> None:
    found = client.post("/api/v1/why", json={**company, "id": wanted})

    assert found.json() == said(run, "why", EXAMPLE, wanted, "--json")


@pytest.mark.parametrize("wanted", ["app:rental", "app:inventory"])
def test_why_not_is_that_of_the_command_line(
    client: TestClient, run: Run, company: dict[str, Any], wanted: str
) -> None:
    found = client.post("/api/v1/why-not", json={**company, "id": wanted})

    assert found.json() == said(run, "why-not", EXAMPLE, wanted, "--json")


def test_compare_is_that_of_the_command_line(client: TestClient, run: Run, company: dict[str, Any]) -> None:
    found = client.post("/api/v1/compare", json={"before": company, "set": {"employees": 300}})

    assert found.json() == said(run, "compare", EXAMPLE, "--set", "employees=300", "--json")


def test_the_install_set_is_that_of_the_command_line(client: TestClient, run: Run) -> None:
    found = client.post("/api/v1/install-set", json={"modules": ["mrp", "nothing"], "countries": ["be"]})

    assert found.json() == said(run, "install-set", "mrp", "nothing", "--country", "BE", "--json")


@pytest.mark.parametrize("form", ["json", "md", "html"])
def test_a_plan_is_the_file_of_the_command_line(
    client: TestClient, run: Run, company: dict[str, Any], tmp_path: Any, form: str
) -> None:
    run("plan", EXAMPLE, "-o", tmp_path, "--format", form, "--start", "2027-01-04")

    found = client.post("/api/v1/plan", json={**company, "format": form, "start": "2027-01-04"})

    assert found.content == (tmp_path / f"plan.{form}").read_bytes()


def test_a_limit_that_cannot_be_kept_is_a_sentence(client: TestClient, company: dict[str, Any]) -> None:
    limits = {"start": "2027-01-04", "deadline": "2027-01-03"}

    found = client.post("/api/v1/plan", json={**company, **limits, "format": "md"})

    assert (found.status_code, "2027-01-03" in found.json()["detail"]) == (422, True)


def test_an_unknown_module_is_a_sentence(client: TestClient) -> None:
    found = client.post("/api/v1/install-set", json={"modules": ["nothing"]})

    assert (found.status_code, "none of these" in found.json()["detail"]) == (422, True)


@pytest.fixture
def kept(client: TestClient, company: dict[str, Any]) -> str:
    """The address of an engagement that holds the example."""
    made = client.post("/api/v1/engagements", json=company).json()
    return f"/api/v1/engagements/{made['id']}"


def test_an_engagement_keeps_the_answers_it_began_with(client: TestClient, kept: str, company: dict[str, Any]) -> None:
    assert client.get(f"{kept}/answers").json() == company


def test_an_answer_is_kept_and_stands_in_the_history(client: TestClient, kept: str) -> None:
    seen = client.get(f"{kept}/seen").json()["employees"]
    client.put(f"{kept}/answers/employees", json={"value": 77, "seen": seen})

    newest = client.get(f"{kept}/history").json()[0]

    assert (newest["question"], newest["after"], newest["who"]) == ("employees", 77, "local")


def test_a_stale_answer_overwrites_nothing(client: TestClient, kept: str) -> None:
    found = client.put(f"{kept}/answers/employees", json={"value": 77})

    problem = found.json()
    assert (found.status_code, problem["yours"], problem["theirs"]) == (409, 77, 24)
    assert client.get(f"{kept}/answers").json()["answers"]["employees"] == 24


@pytest.mark.parametrize(
    ("question", "value", "status"),
    [("employees", "many", 422), ("employees", -1, 422), ("employes", 5, 404), ("employees", {"a": 1}, 422)],
)
def test_a_wrong_answer_is_refused(client: TestClient, kept: str, question: str, value: Any, status: int) -> None:
    assert client.put(f"{kept}/answers/{question}", json={"value": value}).status_code == status


def test_not_sure_yet_is_an_answer(client: TestClient, kept: str) -> None:
    seen = client.get(f"{kept}/seen").json()["employees"]

    client.put(f"{kept}/answers/employees", json={"value": "unknown", "seen": seen})

    assert client.get(f"{kept}/answers").json()["answers"]["employees"] == "unknown"


def test_a_stale_change_of_an_engagement_changes_nothing(client: TestClient, kept: str) -> None:
    seen = client.get(kept).json()["revision"]
    client.patch(kept, json={"seen": seen, "tags": ["hot"]})

    found = client.patch(kept, json={"seen": seen, "tags": ["cold"]})

    assert (found.status_code, found.json()["theirs"]["tags"]) == (409, ["hot"])
    assert client.get(kept).json()["notes"] == ""


def test_what_is_put_aside_is_listed_apart(client: TestClient, kept: str) -> None:
    client.patch(kept, json={"seen": client.get(kept).json()["revision"], "archived": True})

    assert client.get("/api/v1/engagements").json() == []
    assert len(client.get("/api/v1/engagements?archived=true").json()) == 1


def test_a_duplicate_has_the_answers_and_a_name_of_its_own(client: TestClient, kept: str) -> None:
    made = client.post(f"{kept}/duplicate", json={"company": "Second"}).json()

    twin = client.get(f"/api/v1/engagements/{made['id']}/answers").json()
    assert (made["company"], twin["answers"]) == ("Second", client.get(f"{kept}/answers").json()["answers"])


def test_what_is_deleted_is_gone(client: TestClient, kept: str) -> None:
    assert (client.delete(kept).status_code, client.get(kept).status_code) == (204, 404)


def test_what_is_wrong_with_a_field_is_said_of_that_field(client: TestClient) -> None:
    said = [
        client.post("/api/v1/plan", json={"answers": {}, **asked}).json()["detail"]
        for asked in ({"deadline": "2027-06-01"}, {"format": "pfd"}, {"start": "soon"}, {"budget": 5})
    ]

    assert said[0] == "body.deadline: needs a start, the day of signature"
    assert said[1].startswith("body.format: has to be one of ")
    assert said[2] == "body.start: has to be a day, written as 2027-01-04"
    assert said[3].startswith("body.budget: there is no first project to cut")
