"""What programs ask the API for, as the documentation of the API describes it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from advisor.documents import FORMATS
from advisor.schema import NEWEST, Edition, Series
from advisor.store.records import Plain

LARGEST_INTEGER = 2**31 - 1
Text = Annotated[str, Field(max_length=10_000)]
Line = Annotated[str, Field(max_length=200)]
Revision = Annotated[int, Field(ge=0, le=LARGEST_INTEGER, description="As it was when you saw it")]
Format = Literal[FORMATS]  # type: ignore[valid-type]


class Strict(BaseModel):
    """A misspelt name is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class AnswerFile(Strict):
    """What an answer file holds. `unknown` is a legal answer to every question."""

    engagement: dict[Line, Any] = Field(default={}, examples=[{"company": "Kestrel Cycles", "country": "BE"}])
    preset: Line = ""
    prefilled: list[Line] = []
    answers: dict[Line, Any] = Field(default={}, examples=[{"employees": 24}])
    notes: dict[Line, Any] = {}

    @property
    def content(self) -> Plain:
        """The file as plain values, without the parts that hold nothing."""
        parts = {name: getattr(self, name) for name in AnswerFile.model_fields}
        return {name: part for name, part in parts.items() if part or name == "answers"}


class Company(AnswerFile):
    """An answer file and what it is advised for."""

    series: Series = NEWEST
    edition: Edition = "enterprise"


class Planned(Company):
    """A company and how its plan is wanted."""

    format: Format = "json"
    document: Line = "report"
    start: date | None = Field(default=None, description="Day of signature; without it weeks count")
    deadline: date | None = Field(default=None, description="Day to be live")
    budget: Decimal | None = Field(default=None, gt=0, le=10**12, description="What the services may cost")


class Named(Company):
    """A company and what is asked about."""

    id: Line = Field(min_length=1, examples=["app:inventory"], description="kind:id, or a bare id")


class Compared(Strict):
    """Two companies, or one and what is answered otherwise."""

    before: AnswerFile
    after: AnswerFile | None = None
    set: dict[Line, Any] | None = Field(default=None, description="Questions and their other answers")


class Install(Strict):
    """Modules to install."""

    modules: list[Line] = Field(min_length=1, max_length=2000, examples=[["sale_management", "mrp"]])
    series: Series = NEWEST
    countries: list[Line] = Field(default=[], max_length=300, examples=[["BE"]])
    installed: list[Line] | None = Field(default=None, max_length=5000)
    hooks: bool = True


class Login(Strict):
    """Who logs in."""

    name: Line
    password: Text


class Changed(Strict):
    """What changes about an engagement; what is left out stays."""

    seen: Revision
    tags: list[Line] | None = Field(default=None, max_length=20)
    notes: Text | None = None
    series: Series | None = None
    edition: Edition | None = None
    archived: bool | None = None


class Copied(Strict):
    """The company of the copy."""

    company: Line


class Answered(Strict):
    """One answer; null takes it back."""

    value: Any
    seen: Revision = 0


class Problem(BaseModel):
    """What was wrong (RFC 9457); `problems` are sentences."""

    type: str
    title: str
    status: int
    detail: str
    problems: list[str]
