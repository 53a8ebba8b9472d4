"""The app put together: the guard outside, then who is there, then pages and API."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from advisor import __version__
from advisor.pack import Pack
from advisor.settings import Settings
from advisor.shipped import shipped
from advisor.store.opening import Store
from advisor.store.people import local_user, secret
from advisor.store.renaming import rename_answers
from advisor.web import (
    api,
    api_engagements,
    asking_pages,
    backlog_page,
    changing_page,
    copies_page,
    documents_page,
    history_page,
    limits_page,
    list_page,
    login_page,
    overview_page,
    people_page,
    pictures,
    result_pages,
    review_page,
    survey_page,
    what_if_pages,
)
from advisor.web.api_described import describe
from advisor.web.desk import Desk, clock
from advisor.web.guard import Guard
from advisor.web.refusals import LoginNeeded, add_refusals, answer_to
from advisor.web.security import FormTooOld, meant, the_engagement, the_invitation
from advisor.web.work import Work

THREADS = 8
Clock = Callable[[], datetime]

ROUTERS: tuple[APIRouter, ...] = (
    api.router,
    api_engagements.router,
    list_page.router,
    login_page.router,
    overview_page.router,
    limits_page.router,
    changing_page.router,
    copies_page.router,
    people_page.router,
    history_page.router,
    survey_page.router,
    review_page.router,
    asking_pages.router,
    what_if_pages.router,
    documents_page.router,
    backlog_page.router,
    result_pages.router,
    pictures.router,
)
"""Pages and API, in the order in which addresses are looked up."""


def create_app(store: Store, pack: Pack, settings: Settings, now: Clock = clock) -> FastAPI:
    """Return the app on an open store, whose answers move to the ids of the pack; ``now`` is the clock.

    Raises UserError for bad terms.
    """
    work = Work(pack, settings.terms)
    rename_answers(store, work.pack, now())
    local = None if settings.needs_login else local_user(store, now())
    app = FastAPI(
        title="advisor",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=running,
        dependencies=[Depends(meant), Depends(the_engagement), Depends(the_invitation)],
        middleware=[Middleware(Guard, settings=settings, refusal=answer_to)],
    )
    app.state.desk = Desk(store, work.pack, settings, local, secret(store, "forms"), work, now)
    add_refusals(app)
    app.add_exception_handler(LoginNeeded, login_page.login_needed)
    app.add_exception_handler(FormTooOld, login_page.form_too_old)
    app.add_api_route("/healthz", healthy, include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    describe(app, work.pack)
    app.mount("/static/fonts", Static(directory=shipped("templates") / "fonts"))
    app.mount("/static", Static(directory=shipped("templates") / "web" / "static"))
    return app


@asynccontextmanager
async def running(_: FastAPI) -> AsyncIterator[None]:
    """Let few threads answer at a time: they share one processor, and more of them only hold each other up."""
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


class Static(StaticFiles):
    """Files that a browser may keep for an hour; pages name them with the version, so that a new one is seen."""

    def file_response(self, *args: Any, **more: Any) -> Response:
        response = super().file_response(*args, **more)
        response.headers["Cache-Control"] = KEPT
        return response


KEPT = "max-age=3600"


def healthy() -> PlainTextResponse:
    """Say that the server runs."""
    return PlainTextResponse("ok\n")
