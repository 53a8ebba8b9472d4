"""Whatever a program sends to the API, the answer is one of those that the documentation of the API names."""

from collections.abc import Iterator

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from advisor.pack import load_pack
from advisor.settings import Settings
from advisor.web import api, api_engagements

from .servers import Server, person, served

DETERMINISTIC = settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
"""What the documentation of the API promises; what a body means beyond its form, it cannot say."""

OPERATIONS = sorted(
    (method, route.path)
    for router in (api.router, api_engagements.router)
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods or ()
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that others reach."""
    settings = Settings("0.0.0.0", names=("testserver",))
    yield from served(load_pack(), tmp_path_factory.mktemp("kept"), settings, "http://testserver")


@pytest.fixture(scope="module")
def described(server: Server) -> schemathesis.BaseSchema:
    """The documentation of its API."""
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", server.app)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_one_that_is_documented(
    server: Server, described: schemathesis.BaseSchema, method: str, path: str
) -> None:
    statuses: list[int] = []

    @DETERMINISTIC
    @given(case=described[path][method].as_strategy())
    def check(case: schemathesis.Case) -> None:
        if len(statuses) % 2:
            case.path_parameters |= {name: ann.ids[name] for name in case.path_parameters}
            if isinstance(case.body, dict):
                case.body |= {name: known for name, known in KNOWN.items() if name in case.body}
        found = case.call_and_validate(headers={"Authorization": f"Bearer {ann.token}"}, checks=CHECKS)
        statuses.append(found.status_code)

    ann = person(server, f"{method} {path}")
    check()
    assert {status // 100 for status in statuses} - {4} == REACHED.get((method, path), {2})


KNOWN = {"id": "app:crm", "seen": 1, "modules": ["crm"]}
"""What every other request says, so that some get further than the search for what they name."""

REACHED: dict[tuple[str, str], set[int]] = {("POST", "/api/v1/session"): set()}
"""What is answered besides refusals: all is reached, but no password is guessed."""
