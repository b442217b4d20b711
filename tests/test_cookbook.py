"""The cookbook's ten questions get the answers that it shows."""

from pathlib import Path

import pytest
from tests.cookbook import PAGE, PRESS, SEEDS, SHARED, Recipe, answer, build, main, read_recipes

OF_SEEDS, OF_PRESS = read_recipes(PAGE.read_text(encoding="utf-8"))
STALE = "the cookbook shows another answer; read what changed, then `make cookbook`"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("seeds"), SEEDS)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not all(path.exists() for path in PRESS):
        pytest.skip(f"{SHARED.name} does not lie beside the project: its texts and figures are others'")
    return build(tmp_path_factory.mktemp("press"), PRESS)


def name(recipe: Recipe) -> str:
    return recipe.question


@pytest.mark.parametrize("recipe", OF_SEEDS, ids=name)
def test_the_seed_articles_answer(recipe: Recipe, seeds: Path) -> None:
    assert answer(seeds, recipe.sql) == recipe.answer, STALE


@pytest.mark.parametrize("recipe", OF_PRESS, ids=name)
def test_the_press_answers(recipe: Recipe, press: Path) -> None:
    assert answer(press, recipe.sql) == recipe.answer, STALE


def test_there_are_ten_questions_of_three_lines_at_most() -> None:
    recipes = [*OF_SEEDS, *OF_PRESS]
    assert len(recipes) == 10
    assert [recipe.question for recipe in recipes if recipe.sql.count("\n") > 3] == []
    assert [recipe.question for recipe in recipes if recipe.answer.count("\n") < 4] == []


def test_answers_are_written_anew_in_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    copy = tmp_path / "page.md"
    copy.write_text(page.replace("| Russia | killed | 2022-09-30 | 5,937 |\n", "", 1), encoding="utf-8")
    monkeypatch.setattr("tests.cookbook.PAGE", copy)
    monkeypatch.setattr("tests.cookbook.PRESS", (tmp_path / "not there",))
    main()
    assert copy.read_text(encoding="utf-8") == page
    assert "6 answers are left as they are" in capsys.readouterr().out
