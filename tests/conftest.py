"""What all tests share: an object store on this machine, and no report after each of their many runs."""

import os
from collections.abc import Iterator
from threading import Thread
from urllib.request import Request, urlopen

import pytest

from tollbook import storage

# A report takes seconds; the tests of the report and of the flow write theirs.
os.environ["TOLLBOOK_REPORT"] = "false"


@pytest.fixture(scope="session")
def object_store_server() -> Iterator[str]:
    """Run an S3-compatible server with the bucket ``kept`` and give its address."""
    # Not at the top: it takes a second that only these tests need.
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    # One request after the other: moto closes a file that it still reads when two write one object at once.
    server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=False)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    urlopen(Request(f"{address}/kept", method="PUT"))
    yield address
    server.shutdown()
    thread.join()


@pytest.fixture
def object_store(object_store_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Set the environment so that ``s3://kept`` is the bucket of the server, and give its address."""
    for name, value in {
        "AWS_ENDPOINT_URL": object_store_server,
        "AWS_ACCESS_KEY_ID": "invented",
        "AWS_SECRET_ACCESS_KEY": "invented",
        "AWS_REGION": "us-east-1",
        # Where a machine in the cloud would be asked for credentials, nobody answers.
        "AWS_METADATA_ENDPOINT": "http://127.0.0.1:9",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(storage, "_N_RETRIES", 0)
    storage._connect.cache_clear()
    yield object_store_server
    storage._connect.cache_clear()
