"""The flow that builds the warehouse: tollbook's stages as Prefect tasks, in the order of ``tollbook.pipeline``.

Prefect's page shows what a flow's docstring says of its parameters under ``Args:``.
"""

from flows.events import tell_server
from flows.tasks import RUNNER, TASKS, as_text, name_after, report_progress
from prefect import flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from tollbook import pipeline
from tollbook.artifacts import find_largest_disagreement
from tollbook.orchestration import watch_progress
from tollbook.pipeline import Outcome, Progress
from tollbook.settings import load_settings
from tollbook.stages import Input, Place

__all__ = ["build_warehouse", "run"]


@flow(
    name="build-warehouse",
    flow_run_name=name_after("build"),
    task_runner=RUNNER,
    # Whoever started the flow in this process gets its outcome; nobody else needs it: the warehouse has it all.
    persist_result=False,
)
def build_warehouse(
    paths: list[str] | None = None,
    warehouse: str | None = None,
    fields: dict[str, str] | None = None,
    series: list[str] | None = None,
    archive: str | None = None,
    exports: str | None = None,
) -> Outcome:
    """Read article files into the archive, find their claims, and build, check and publish the warehouse.

    What is not given is taken from the settings. Paths are relative to the project.

    Args:
        paths: Article files, folders and globs.
        warehouse: Folder of the warehouse.
        fields: Other names of fields in records, such as {"text": "body"}.
        series: Files that say what the columns of files of figures mean.
        archive: Where the archive lies if not in the warehouse; a folder, s3://bucket/prefix or gs://bucket/prefix.
        exports: Where the exports are copied to, too; such a place.
    """
    settings = load_settings(
        inbox=paths, warehouse=warehouse, fields=fields, series=series, archive=archive, exports=exports
    )
    place = settings.find_place()
    before = find_largest_disagreement(place.database)
    outcome = pipeline.run_stages(TASKS, place, settings.list_input(), report_progress())
    tell_server(outcome, place, before)
    return outcome


def run(place: Place, given: Input, progress: Progress) -> Outcome:
    """Run the flow here and now and return its outcome; with a server of its own if PREFECT_API_URL names none."""
    # The heartbeat tells a server of crashed runs. Here somebody waits for the run, and would wait for the heart.
    with watch_progress(progress), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return build_warehouse(
            as_text([path.resolve() for path in given.paths]),
            str(place.warehouse),
            dict(given.fields),
            as_text([mapping.path.resolve() for mapping in given.series]),
            place.archive,
            place.exports_copy,
        )
