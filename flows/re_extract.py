"""The flow that reads the archive anew after rules or reference data have changed, in steps that may be broken off."""

from flows.events import tell_server
from flows.tasks import RUNNER, TASKS, name_after, report_progress, run_here
from prefect import flow
from prefect.artifacts import create_markdown_artifact
from pydantic import PositiveInt

from tollbook import pipeline
from tollbook.artifacts import find_largest_disagreement
from tollbook.pipeline import Backfill, Progress
from tollbook.settings import Settings, load_settings

__all__ = ["re_extract", "run"]


@flow(name="re-extract", flow_run_name=name_after("re-extract"), task_runner=RUNNER, persist_result=False)
def re_extract(
    warehouse: str | None = None, most_batches: PositiveInt | None = None, is_publishing: bool = True
) -> Backfill:
    """Look for claims in all articles that the present rules and reference data have not read.

    What was published goes on with the old rules until the last batch is read.

    Args:
        warehouse: Folder of the warehouse, relative to the project; that of the settings if not given.
        most_batches: Stop after so many batches of articles; the next run goes on.
        is_publishing: Build and publish the warehouse once all is read.
    """
    place = load_settings(warehouse=warehouse).find_place()
    before = find_largest_disagreement(place.database)
    backfill = pipeline.re_extract(TASKS, place, report_progress(), most_batches, is_publishing)
    create_markdown_artifact(
        f"{backfill.n_batches} batches of articles read, {len(backfill.failures)} set aside, {backfill.n_left} left;"
        f" {backfill.n_claims} claims found.",
        key="tollbook-backfill",
    )
    if backfill.outcome:
        tell_server(backfill.outcome, place, before)
    return backfill


def run(settings: Settings, progress: Progress, n_most: int | None, is_publishing: bool) -> Backfill:
    """Run the flow here and now, with the runner of the settings, and return what it came to."""
    with run_here(re_extract, settings, progress) as flow_here:
        return flow_here(str(settings.find_place().warehouse), n_most, is_publishing)
