"""Addresses of places where files are kept: they stand in settings, logs and errors, and must carry no secret."""

import re

__all__ = ["NO_CREDENTIALS", "carries_credentials", "hide_credentials"]

NO_CREDENTIALS = (
    "an address must carry no credentials; give it without them, and set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,"
    " or GOOGLE_SERVICE_ACCOUNT for gs://"
)
# The name and password before a host, and what a signed address carries behind its path.
_CREDENTIALS = re.compile(r"(?<=://)[^/\s'\"]*@|(?<=[?#])[^\s'\"]+")


def carries_credentials(address: str) -> bool:
    """Return whether an address names a user or is signed: both would stand in logs, records and errors."""
    return "://" in address and _CREDENTIALS.search(address) is not None


def hide_credentials(told: str) -> str:
    """Return a text with stars in the place of the credentials that addresses in it carry."""
    return _CREDENTIALS.sub(lambda found: "***@" if found[0].endswith("@") else "***", told)
