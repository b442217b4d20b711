"""What the server is told of a run: pages to read, and events that automations can act on."""

from prefect.artifacts import create_markdown_artifact
from prefect.events import emit_event

from tollbook.artifacts import Disagreement, find_largest_disagreement, write_pages
from tollbook.pipeline import Outcome
from tollbook.place import Place

__all__ = ["CHECKS_FAILED", "LARGEST_DISAGREEMENT", "PUBLISHED", "tell_server"]

PUBLISHED = "tollbook.warehouse.published"
CHECKS_FAILED = "tollbook.checks.failed"
LARGEST_DISAGREEMENT = "tollbook.disagreement.largest"


def tell_server(outcome: Outcome, place: Place, before: Disagreement | None) -> None:
    """Keep the pages of a run as artifacts, and emit what happened as events.

    ``before`` is the largest disagreement that was published before the run. A run that changed nothing emits nothing.
    """
    for name, page in write_pages(outcome, place).items():
        create_markdown_artifact(page, key=f"tollbook-{name}")
    run = outcome.run
    if outcome.status == "published":
        _emit(place, PUBLISHED, run_id=run.run_id, build_id=run.build_id, n_articles=run.n_articles,
              n_claims=run.n_claims, n_claims_added=run.n_claims_added,
              n_claims_removed=run.n_claims_removed)  # fmt: skip
        now = find_largest_disagreement(place.database)
        if now and (before is None or now.size > before.size):
            _emit(place, LARGEST_DISAGREEMENT, run_id=run.run_id, party=now.party_name, measure=now.measure,
                  claimant_a=now.claimant_a, claimant_b=now.claimant_b, as_of_date=now.as_of_date.isoformat(),
                  ratio=now.ratio)  # fmt: skip
    failed = [check for check in outcome.checks if not check.passed]
    if failed:
        _emit(place, CHECKS_FAILED, run_id=run.run_id, is_published=outcome.status == "published",
              checks=[{"check": c.check_name, "severity": c.severity, "n_rows": c.n_rows} for c in failed])  # fmt: skip


def _emit(place: Place, event: str, **payload: object) -> None:
    resource = {
        "prefect.resource.id": f"tollbook.warehouse.{place.warehouse}",
        "prefect.resource.name": place.warehouse.name,
    }
    emit_event(event, resource, payload=payload)
