"""What `rules check` proves over all reachable answers: held against trying every answer of small packs, and shown."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.advising import activities_of, advise, needed_requirements, risks_of
from advisor.answers import Answers, effective, read_answers, unused_answers
from advisor.business import Activity, Orientation, Question, Requirement
from advisor.check import check_pack, with_witnesses
from advisor.conditions import Truth, Value, holds, line_holds, table_holds
from advisor.effects import difference, outcome, without
from advisor.findings import conditions
from advisor.pack import Pack, load_pack
from advisor.proof import activities_add, answers_to, orientations_decide
from advisor.reachable import Given, Table, example
from advisor.schema import PRIORITIES, Line, Span, When

from .conftest import HERE, Run
from .test_broken import files, with_tiny

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(MANY, max_examples=30)
TINY = load_pack(HERE / "tiny")
REQUIREMENTS = ("bake", "cool", "sell")
CHOICES = {"a": "A", "b": "B"}
HIGHEST = 4


def a_line(question: Question) -> st.SearchStrategy[Line]:
    """Return any line on a question."""
    if question.answer == "number":
        low = st.integers(0, HIGHEST)
        spans = low.flatmap(lambda least: st.integers(least + 1, HIGHEST + 1).map(lambda under: Span(least, under)))
        return spans.map(lambda span: Line(question.id, span))
    words = list(question.choices) or ["yes", "no"]
    return st.sets(st.sampled_from(words), min_size=1).map(lambda some: Line(question.id, tuple(sorted(some))))


def a_when(questions: list[Question], least: int = 1) -> st.SearchStrategy[When]:
    """Return any condition over some questions, none of them twice in a table."""
    tables = st.sets(st.sampled_from(questions), min_size=1, max_size=3).flatmap(
        lambda some: st.tuples(*(a_line(question) for question in sorted(some, key=lambda item: item.id)))
    )
    return st.lists(tables, min_size=least, max_size=2).map(tuple)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Return the tiny pack with questions, activities and orientation rules of any kind in place of its own."""
    questions: list[Question] = []
    for order, kind in enumerate(("one", "many", "number", "yes_no")):
        gate = draw(a_when(questions, least=0)) if questions else ()
        extra = {"choices": CHOICES} if kind in ("one", "many") else {}
        question = Question(
            id=f"q{order}",
            section="all",
            order=order,
            ask="?",
            why="!",
            answer=kind,
            range=Span(0, HIGHEST),
            when=gate,
            **extra,
        )
        questions.append(question)
    whens = st.sampled_from(draw(st.lists(a_when(questions), min_size=2, max_size=2)))  # few, so that some imply others
    needs = st.dictionaries(st.sampled_from(REQUIREMENTS), st.sampled_from(PRIORITIES), min_size=1, max_size=2)
    activities = [
        Activity(id=key, name=key, serves="baking", because="!", when=draw(whens), needs=draw(needs), area="making")
        for key in ("do_first", "do_second", "do_third")
    ]
    rules = [
        Orientation(id=key, kind="trade", order=order, reason="!", when=draw(whens) if key != "last" else ())
        for order, key in enumerate(("one", "two", "three", "last"))
    ]
    return replace(
        TINY,
        questions={item.id: item for item in questions},
        activities={item.id: item for item in activities},
        orientations={item.id: item for item in rules},
        requirements={key: Requirement(id=key, name=key, function="baking", acceptance="!") for key in REQUIREMENTS},
        apps={"oven": replace(TINY.apps["oven"], covers={})},
    )


def values(question: Question) -> list[Value | None]:
    """Return every answer to a question, open included."""
    if question.answer == "number":
        return [None, *range(HIGHEST)]
    if question.answer == "many":
        return [None, (), ("a",), ("b",), ("a", "b")]
    return [None, *(question.choices or ("yes", "no"))]


def reachable(pack: Pack) -> Iterator[Given]:
    """Yield every reachable answer set of a small pack: an answered question is asked."""
    for row in product(*map(values, pack.questionnaire)):
        given = {item.id: value for item, value in zip(pack.questionnaire, row, strict=True) if value is not None}
        if all(holds(pack.questions[key].when, given) is Truth.YES for key in given):
            yield given


def tables_in(pack: Pack) -> list[Table]:
    """Return every table of every condition of a pack."""
    return [table for _, _, when in conditions(pack) for table in when]


def meets(given: Given, table: Table, never: When = ()) -> bool:
    """Return whether a table holds and none of some others does."""
    return table_holds(table, given) is Truth.YES and not any(table_holds(other, given) is Truth.YES for other in never)


def less(everybody: list[Given], given: Given, line: Line) -> Given:
    """Return the most of some answers that is reachable without what a line wants."""
    value = given[line.question]
    rest = {key: other for key, other in given.items() if key != line.question}
    if isinstance(value, tuple) and isinstance(line.wanted, tuple):
        rest[line.question] = tuple(choice for choice in value if choice not in line.wanted)
    return max((other for other in everybody if other.items() <= rest.items()), key=len)


def brought(pack: Pack, given: Given) -> tuple[object, object]:
    """Return the requirements with their priorities, and the risks, that some answers bring."""
    active, _ = activities_of(pack, effective(pack, Answers(given=given)))
    return needed_requirements(active)[0], [risk.id for risk, _ in risks_of(pack, active)]


@MANY
@given(packs(), st.data())
def test_an_example_is_found_exactly_when_trying_every_answer_finds_one(pack: Pack, data: st.DataObject) -> None:
    one, two, *never = data.draw(st.lists(st.sampled_from(tables_in(pack)), min_size=2, max_size=4))

    found = example(pack, one + two, tuple(never))

    assert (found is not None) == any(meets(given, one + two, tuple(never)) for given in reachable(pack))


@MANY
@given(packs(), st.data())
def test_an_example_is_reachable_and_does_what_was_asked(pack: Pack, data: st.DataObject) -> None:
    one, two = data.draw(st.lists(st.sampled_from(tables_in(pack)), min_size=2, max_size=2))

    found = example(pack, one + two)

    assert found is None or (meets(found, one + two) and found in list(reachable(pack)))


@FEW
@given(packs())
def test_an_answer_changes_something_exactly_when_some_pair_of_companies_shows_it(pack: Pack) -> None:
    lines = [line for question in pack.questionnaire for line in answers_to(question)]
    everybody = list(reachable(pack))

    shown = [line for line in lines if difference(pack, line) is not None]

    assert shown == [
        line
        for line in lines
        if any(
            outcome(pack, given) != outcome(pack, less(everybody, given, line))
            for given in everybody
            if line_holds(line, given) is Truth.YES
        )
    ]


@FEW
@given(packs())
def test_an_activity_is_idle_exactly_when_leaving_it_out_changes_no_company(pack: Pack) -> None:
    everybody = list(reachable(pack))
    idle = set()
    for activity in pack.activities.values():
        left = {key: item for key, item in pack.activities.items() if item is not activity}
        doing = [given for given in everybody if holds(activity.when, given) is Truth.YES]
        if doing and all(brought(pack, given) == brought(replace(pack, activities=left), given) for given in doing):
            idle.add(activity.id)

    found = {str(finding).split()[1] for finding in activities_add(pack)}

    assert found == idle


@FEW
@given(packs())
def test_an_orientation_is_shadowed_exactly_when_it_decides_for_no_company(pack: Pack) -> None:
    everybody = list(reachable(pack))
    holding = {
        rule.id
        for rule in pack.orientations.values()
        if not rule.when or any(holds(rule.when, given) is Truth.YES for given in everybody)
    }
    deciding = {advise(pack, Answers(given=given)).orientation.rule.id for given in everybody}

    found = {str(finding).split()[1] for finding in orientations_decide(pack)}

    assert found == holding - deciding


def test_a_table_that_can_never_hold_is_named_once(tmp_path: Path) -> None:
    pack = load_pack(with_tiny(HERE / "broken" / "findings" / "dead_table.yaml", tmp_path))

    found = [str(finding) for finding in check_pack(pack) if "cooling" in str(finding) and "{" in str(finding)]

    assert len(found) == 1


def witness(name: str, message: str, folder: Path) -> tuple[Pack, Answers]:
    """Return a broken pack and the answers in the file that a finding names."""
    pack = load_pack(with_tiny(HERE / "broken" / "findings" / f"{name}.yaml", folder))
    found = with_witnesses(pack, check_pack(pack), folder / "shown")
    line = next(str(finding) for finding in found if message in str(finding))
    return pack, read_answers(Path(line.rpartition("(shown by ")[2].removesuffix(")")), pack)


def test_a_shadowed_table_is_shown_by_answers_for_which_both_hold(tmp_path: Path) -> None:
    pack, said = witness("shadowed_table", "adds nothing", tmp_path)

    assert [table_holds(table, said.given) for table in pack.activities["cooling"].when] == [Truth.YES, Truth.YES]


def test_a_shadowed_orientation_is_shown_by_answers_for_which_another_decides(tmp_path: Path) -> None:
    pack, said = witness("shadowed_orientation", "never decides", tmp_path)

    assert holds(pack.orientations["makes_chairs"].when, said.given) is Truth.YES
    assert advise(pack, said).orientation.rule.id == "always"


def test_a_contradiction_is_shown_by_answers_for_which_both_hold(tmp_path: Path) -> None:
    pack, said = witness("put_off", "puts off plan_batches", tmp_path)

    assert [item.activity.id for item in advise(pack, said).activities] == ["bake", "cooling"]


def test_a_choice_that_changes_nothing_is_shown_by_answers_that_hold_it(tmp_path: Path) -> None:
    pack, said = witness("dead_choice", "{shape: [square]}", tmp_path)

    assert outcome(pack, dict(said.given)) == outcome(pack, without(pack, dict(said.given), Line("shape", ("square",))))


def test_an_app_that_never_comes_first_is_shown_by_answers_that_need_it(tmp_path: Path) -> None:
    pack, said = witness("app_that_never_comes_first", "pan is advised for no answers", tmp_path)

    assert advise(pack, said).app_keys == ("oven",)


def test_a_preset_of_no_use_is_shown_by_its_own_answers(tmp_path: Path) -> None:
    pack, said = witness("preset_of_no_use", "chair_seller", tmp_path)

    assert unused_answers(pack, said) == ("goods",)


@pytest.mark.parametrize("path", files("findings"), ids=lambda path: path.stem)
def test_every_finding_names_the_file_that_shows_it_and_no_other_file_is_written(path: Path, tmp_path: Path) -> None:
    pack = load_pack(with_tiny(path, tmp_path))
    shown = [finding for finding in check_pack(pack) if finding.witness is not None]

    named = [str(finding) for finding in with_witnesses(pack, check_pack(pack), tmp_path / "shown")]

    written = sorted((tmp_path / "shown").iterdir())
    assert sorted(file for file in written if any(f"(shown by {file})" in line for line in named)) == written
    assert len(written) == len(shown)


def test_nothing_is_written_without_being_asked_for(run: Run, tmp_path: Path) -> None:
    folder = with_tiny(HERE / "broken" / "findings" / "put_off.yaml", tmp_path)

    _, out, _ = run("rules", "check", folder)

    assert ("shown by" in out, list(tmp_path.iterdir())) == (False, [folder])


def test_a_clean_pack_has_nothing_to_show(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("rules", "check", "--witness", tmp_path / "shown")

    assert (code, list(tmp_path.iterdir())) == (0, [])


def test_a_witness_folder_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    folder = with_tiny(HERE / "broken" / "findings" / "put_off.yaml", tmp_path)
    (tmp_path / "file").write_text("")

    code, _, err = run("rules", "check", folder, "--witness", tmp_path / "file")

    assert (code, f"error: {tmp_path / 'file'}: cannot be used as a folder" in err) == (2, True)
