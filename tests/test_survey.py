"""The survey: one question at a time, back, change, resume; through a pipe it never guesses."""

import io
from pathlib import Path

import pytest

from advisor.answers import Answers, read_answers
from advisor.pack import Pack
from advisor.survey import Interview, start

from .conftest import Run


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def ask(interview: Interview, question_id: str, value: object) -> None:
    interview.answer(interview.pack.questions[question_id], value)  # type: ignore[arg-type]


def test_the_quick_part_has_at_most_twelve_questions(pack: Pack) -> None:
    interview = Interview(pack, Answers(), quick=True)

    assert interview.progress() == (0, 12)


def test_a_question_that_does_not_apply_is_not_asked(pack: Pack) -> None:
    interview = Interview(pack, Answers())
    ask(interview, "offers", ("traded_goods",))

    assert "production_mode" not in {question.id for question in interview.questions()}


def test_changing_an_answer_asks_dependent_questions_again_and_keeps_what_they_said(pack: Pack) -> None:
    interview = Interview(pack, Answers(given={"offers": ("own_products",), "production_mode": ("to_stock",)}))

    ask(interview, "offers", ("own_products", "projects"))

    assert "production_mode" in interview.again
    assert interview.answers.given["production_mode"] == ("to_stock",)


def test_an_answer_that_stops_applying_is_set_aside_and_comes_back(pack: Pack) -> None:
    interview = Interview(pack, Answers(given={"offers": ("own_products",), "production_mode": ("to_stock",)}))

    ask(interview, "offers", ("traded_goods",))
    without = dict(interview.answers.given)
    ask(interview, "offers", ("own_products",))

    assert "production_mode" not in without
    assert interview.answers.given["production_mode"] == ("to_stock",)
    assert "production_mode" in interview.again


def test_back_asks_the_question_before(pack: Pack) -> None:
    interview = Interview(pack, Answers())
    ask(interview, "core_business", "services")

    back = interview.back()

    assert back is not None
    assert (back.id, interview.next_question()) == ("core_business", back)


def test_a_preset_fills_in_what_is_open_and_marks_it(pack: Pack) -> None:
    said = Answers(given={"core_business": "services"})

    interview = start(pack, said, preset="bakery")

    assert interview.answers.given["core_business"] == "services"
    assert "core_business" not in interview.answers.prefilled
    assert set(interview.answers.prefilled) == set(pack.presets["bakery"].answers) - {"core_business"}


def test_a_prefilled_answer_is_asked_until_confirmed(pack: Pack) -> None:
    interview = start(pack, Answers(), preset="bakery")
    first = interview.next_question()

    assert first is not None
    interview.answer(first, interview.answers.given[first.id])
    assert first.id not in interview.answers.prefilled


def test_a_pipe_that_ends_keeps_the_answers_and_exits_2(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    typed(monkeypatch, "1", "1 3")
    path = tmp_path / "mine.yaml"

    code, _, err = run("survey", "--quick", "-o", path)

    assert code == 2
    assert f"the input ended after 2 of 12 answers; they are kept. Go on with: advisor survey --quick -o {path}" in err
    assert read_answers(path, pack).given == {"core_business": "goods_we_make", "offers": ("own_products", "projects")}


def test_it_resumes_where_it_stopped(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "mine.yaml"
    typed(monkeypatch, "2", "q")
    run("survey", "--quick", "-o", path)

    typed(monkeypatch, "2", "q")
    _, out, _ = run("survey", "--quick", "-o", path)

    assert "2 of 12" in out
    assert read_answers(path, pack).given == {"core_business": "goods_we_resell", "offers": ("traded_goods",)}


def test_an_unclear_answer_is_asked_again_and_nothing_is_guessed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    path = tmp_path / "mine.yaml"
    typed(monkeypatch, "", "9", "maybe", "1 2", "3", "q")

    _, out, _ = run("survey", "--quick", "-o", path)

    assert "Please answer, or type u for not sure yet." in out
    assert "There is no choice 9; the choices are 1 to 4." in out
    assert "“maybe” is no choice; type the numbers of the choices, 1 to 4." in out
    assert read_answers(path, pack).given == {"core_business": "services"}


def test_the_whole_quick_part_through_a_pipe(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    path = tmp_path / "mine.yaml"
    typed(monkeypatch, *["u"] * 12)

    code, out, _ = run("survey", "--quick", "-o", path)

    assert (code, len(read_answers(path, pack).unknown)) == (0, 12)
    assert f"Next: advisor plan {path}" in out


def test_help_back_and_change_on_the_way(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack) -> None:
    path = tmp_path / "mine.yaml"
    typed(monkeypatch, "?", "b", "1", "b", "2", "2", "c", "1", "3", "q")

    _, out, _ = run("survey", "--quick", "-o", path)

    assert "It decides whether production or operations management leads the plan." in out
    assert "This is the first question." in out
    assert read_answers(path, pack).given == {"core_business": "services", "offers": ("traded_goods",)}


def test_what_was_written_by_hand_survives_the_survey(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("engagement: {company: Kestrel Cycles}\nanswers: {}\nnotes: {employees: two shifts}\n")
    typed(monkeypatch, "1", "q")

    run("survey", "-o", path)

    again = read_answers(path, pack)
    assert (again.engagement, again.notes) == ({"company": "Kestrel Cycles"}, {"employees": "two shifts"})


def test_choices_can_be_typed_as_a_range_or_by_name(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    path = tmp_path / "mine.yaml"
    typed(monkeypatch, "services", "3-5, 1", "NONE", "QUIT")

    run("survey", "--quick", "-o", path)

    assert read_answers(path, pack).given == {
        "core_business": "services",
        "offers": ("own_products", "projects", "expert_hours", "on_site_work"),
        "order_channels": (),
    }


def test_a_finished_file_is_written_where_it_is_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    typed(monkeypatch, *["u"] * 12)
    run("survey", "--quick", "-o", tmp_path / "one.yaml")
    typed(monkeypatch)

    run("survey", "--quick", "--from", tmp_path / "one.yaml", "-o", tmp_path / "two.yaml")

    assert (tmp_path / "two.yaml").read_text() == (tmp_path / "one.yaml").read_text()


def test_a_stop_does_not_speak_of_a_plan(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    typed(monkeypatch, "q")

    _, out, _ = run("survey", "-o", tmp_path / "mine.yaml")

    assert "Saved 0 of" in out
    assert "Next:" not in out


def test_presets_are_listed(run: Run, pack: Pack) -> None:
    assert [line.split()[0] for line in run("presets")[1].splitlines()] == list(pack.presets)


def test_after_the_quick_part_the_question_with_most_at_stake_comes_next(pack: Pack) -> None:
    interview = Interview(pack, Answers())
    while (question := interview.next_question()) is not None and question.quick:
        interview.answer(question, None)

    worth = interview.stakes()
    assert question is not None
    assert worth[question.id] == max(worth[other.id] for other in interview.questions() if not other.quick)


def test_it_stops_when_no_answer_can_change_the_advice(pack: Pack) -> None:
    interview = Interview(pack, Answers())
    asked = []
    while (question := interview.next_question()) is not None:
        asked.append(question.id)
        interview.answer(
            question, () if question.answer == "many" else 1 if question.answer == "number" else "services"
        )
        if question.id == "current_system":
            interview.answer(question, "new_company")

    left = [question.id for question in interview.questions() if not interview.is_settled(question)]
    assert [question for question in left if question in interview.stakes()] == []
    assert len(asked) <= 30


def sized(pack: Pack, **given: object) -> Interview:
    """Return an interview of which only sizing questions are open."""
    known = {question.id: () for question in pack.questionnaire if question.answer == "many"} | given
    open_points = tuple(question.id for question in pack.questionnaire if question.id not in known)
    left = [question.id for question in pack.questionnaire if question.part == "sizing"]
    answers = Answers(
        given={key: value for key, value in known.items() if key not in left},  # type: ignore[misc]
        unknown=tuple(key for key in open_points if key not in left),
    )
    return Interview(pack, answers, sizing=True)


def test_how_much_is_asked_only_where_it_moves_a_figure(pack: Pack) -> None:
    asked = {question.id for question in sized(pack, paperwork=("integrations",), enquiries=("followed_up",)).sizes()}

    assert {"interface_count", "desk_users"} <= asked
    assert asked.isdisjoint({"site_count", "company_count", "screen_count"})


def test_how_much_comes_after_what(pack: Pack) -> None:
    question = sized(pack, enquiries=("followed_up",)).next_question()

    assert question is not None
    assert question.id == "desk_users"


def test_how_much_is_not_asked_unless_wanted(pack: Pack) -> None:
    parts = {question.part for question in Interview(pack, Answers()).questions()}

    assert parts == {"profile"}


def test_an_answer_to_how_much_survives_a_survey_that_does_not_ask_it(pack: Pack) -> None:
    interview = start(pack, Answers(given={"desk_users": 12}))

    ask(interview, "core_business", "services")

    assert interview.answers.given["desk_users"] == 12


def test_sizes_are_asked_through_a_pipe_when_wanted(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, pack: Pack
) -> None:
    path = tmp_path / "mine.yaml"
    typed(monkeypatch, *["u"] * 60)

    code, _, _ = run("survey", "--sizes", "-o", path)

    assert code == 0
    assert "desk_users" in read_answers(path, pack).unknown
