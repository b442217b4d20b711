"""Decisions: which candidates of the extractor's choices a careful reader would accept."""

from dataclasses import replace

from tests.extraction.invented import write_article

from tollbook.evaluation import GoldClaim
from tollbook.training import STEPS, Decision, Example, collect_decisions
from tollbook.training.examples import without_dates

TEXT = "Russia and Ukraine are at war. A Russian missile strike killed 15 people in Kharkiv, the governor said."


def write_gold(is_doubtful: bool = False) -> GoldClaim:
    start = TEXT.index("15")
    return GoldClaim(
        article="invented",
        quote="killed 15 people",
        value_text="15",
        start=start,
        end=start + 2,
        claim_type="count",
        lower=15,
        upper=15,
        per_unit="",
        accepted={
            "measure": frozenset({"killed"}),
            "party": frozenset({"UKR"}),
            "time_basis": frozenset({"incident"}),
            "victim_type": frozenset({""}),
        },
        claimants=("the governor",),
        status="stated",
        last_date="2023-03-07",
        is_doubtful=is_doubtful,
    )


def collect(*claims: GoldClaim) -> dict[str, Decision]:
    return {decision.step: decision for decision in collect_decisions([Example(write_article(TEXT), claims, "tuned")])}


def test_a_claim_gives_one_decision_for_each_step() -> None:
    found = collect(write_gold())
    assert tuple(found) == STEPS
    for decision in found.values():
        assert len(decision.features) == len(decision.is_right)
        assert any(decision.is_right)
        assert not all(decision.is_right)


def test_a_figure_that_no_reader_marked_should_have_been_left() -> None:
    found = collect()
    assert list(found) == ["scope"]
    assert found["scope"].is_right == (False, True)


def test_a_doubtful_claim_teaches_nothing_about_scope() -> None:
    assert "scope" not in collect(write_gold(is_doubtful=True))


def test_of_the_days_that_score_as_right_the_day_itself_teaches() -> None:
    claim = replace(write_gold(), last_date="2023-03-06")
    text = "Russia and Ukraine are at war. A Russian strike killed 15 people in Kharkiv on Monday, the governor said."
    article = write_article(text)
    start = text.index("15")
    example = Example(article, (replace(claim, start=start, end=start + 2),), "tuned")
    (period,) = [decision for decision in collect_decisions([example]) if decision.step == "period"]
    assert sum(period.is_right) == 1


def test_without_the_day_among_its_candidates_an_undated_article_should_leave_it_open() -> None:
    text = TEXT.replace("A Russian", "Peace held since 1978. A Russian")
    start = text.index("15")
    dated = Example(write_article(text), (replace(write_gold(), start=start, end=start + 2),), "tuned")
    (period,) = [d for d in collect_decisions(without_dates([dated])) if d.step == "period"]
    right = [features for features, is_right in zip(period.features, period.is_right, strict=True) if is_right]
    assert len(right) == 1
    assert "incident|unknown" in right[0]
