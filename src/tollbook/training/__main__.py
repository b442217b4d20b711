"""Command: learn the weights, score them on articles that they were not learned from, and write them.

python -m tollbook.training             cross-validation over articles, and the score on the held-out set
python -m tollbook.training --write     learn from all articles and replace the weights
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tollbook.articles import Article
from tollbook.claims import Claim
from tollbook.evaluation import GoldSet, Prediction, Score, score
from tollbook.extraction import ranking
from tollbook.extraction.engine import extract
from tollbook.extraction.network import Network, write_network
from tollbook.project import project_folder
from tollbook.training.decisions import collect_decisions
from tollbook.training.examples import Example, read_examples, without_dates
from tollbook.training.fitting import RECIPES, fit_network

_FOLDS = 5
_ROUNDS = (1, None)
_SEED = 5


def learn(examples: Sequence[Example]) -> dict[str, Network]:
    """Return the network of every step, learned from ``examples``; nothing else in the process is changed.

    Decisions depend on those before them, so that learning goes in rounds: the second sees the first one's choices,
    for which a single net of each step is good enough.
    """
    networks: dict[str, Network] = {}
    undated = list(without_dates(examples))
    for nets in _ROUNDS:
        with ranking.using(networks):
            decisions = list(collect_decisions(examples))
            decisions += [d for d in collect_decisions(undated) if d.step == "period"]
        networks = {
            step: fit_network([d for d in decisions if d.step == step], replace(recipe, nets=nets or recipe.nets))
            for step, recipe in RECIPES.items()
        }
    return networks


def predict(examples: Iterable[Example]) -> list[Prediction]:
    """Return the claims that the extractor finds in the examples with the weights now in use."""
    return [_prediction(e.article, claim) for e in examples for claim in extract(e.article).claims]


def _prediction(article: Article, claim: Claim) -> Prediction:
    return Prediction(
        article=article.external_id,
        quote=claim.quote,
        value_text=claim.value_text,
        span=(claim.value_start, claim.value_end),
        claim_type=claim.claim_type,
        lower=claim.lower,
        best=claim.best,
        upper=claim.upper,
        per_unit=claim.per_unit or "",
        fields={
            "measure": claim.measure,
            "party": claim.party_id or "",
            "time_basis": claim.time_basis or "",
            "victim_type": claim.victim_type or "",
        },
        claimants=tuple(name for name in (claim.claimant_name, claim.claimant_text) if name),
        status=claim.status,
        last_date=claim.period_end_date or claim.as_of_date,
    )


def score_examples(examples: Sequence[Example], predictions: Iterable[Prediction]) -> Score:
    """Return how well ``predictions`` agree with the gold claims of ``examples``."""
    gold = GoldSet(
        {e.article.external_id: e.article.text for e in examples}, tuple(c for e in examples for c in e.claims)
    )
    return score(gold, [p for p in predictions if p.article in gold.texts])


def cross_validate(examples: Sequence[Example]) -> list[Prediction]:
    """Return predictions for all examples, each article's made with weights learned from the other folds' articles."""
    order = sorted(examples, key=lambda e: e.article.external_id)
    random.Random(_SEED).shuffle(order)
    predictions: list[Prediction] = []
    for fold in range(_FOLDS):
        test = order[fold::_FOLDS]
        with ranking.using(learn([e for i, e in enumerate(order) if i % _FOLDS != fold])):
            predictions.extend(predict(test))
    return predictions


def _print(name: str, result: Score) -> None:
    figures = "  ".join(
        f"{level} {at.precision:.3f} {at.recall:.3f} {at.f1:.3f}" for level, at in result.levels.items()
    )
    print(f"{name:<34} {result.n_articles:>4} articles {result.n_gold:>5} claims  {figures}")
    wrong = ", ".join(f"{field} {share:.1%}" for field, share in result.wrong_shares.items())
    print(f"{'':<34} dates {result.n_dates_right} of {result.n_dates}; wrong among found: {wrong}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="learn from all articles and replace the weights")
    parser.add_argument(
        "--shared", type=Path, default=project_folder().parent / "shared", help="folder of gold and corpus"
    )
    options = parser.parse_args()
    examples = read_examples(options.shared, project_folder() / "tests" / "gold" / "corpus")
    if options.write:
        ranking.MODELS.mkdir(exist_ok=True)
        for step, network in learn(examples).items():
            write_network(ranking.MODELS / f"{step}.npz", network)
        return
    print("precision, recall and F1 at each level; dates and wrong fields among the claims found")
    tuned = [e for e in examples if e.set_name != "held"]
    predictions = cross_validate(tuned)
    _print("tuned articles, cross-validated", score_examples(tuned, predictions))
    dev = [e for e in tuned if e.set_name == "dev"]
    _print("of these, the dev set", score_examples(dev, predictions))
    held = [e for e in examples if e.set_name == "held"]
    with ranking.using(learn(tuned)):
        _print("held-out articles", score_examples(held, predict(held)))
        _print("tuned articles, as learned", score_examples(tuned, predict(tuned)))


if __name__ == "__main__":
    main()
