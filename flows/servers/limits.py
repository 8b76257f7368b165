"""How many batches may encode at once, over all runs: a limit that an operator sets in Prefect on a tag."""

from __future__ import annotations

from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound

_TAG = "encoder"


def encoder_tags() -> list[str]:
    """The tags of batches that encode: none where nothing is limited.

    Prefect asks its server for a place before each task with a tag, whether there is a limit or not. Where SQLite
    is being written at that moment, the server refuses at once, and the task waits two seconds before it asks again.
    """
    with get_client(sync_client=True) as client:
        try:
            client.read_global_concurrency_limit_by_name(f"tag:{_TAG}")
        except ObjectNotFound:
            return []
    return [_TAG]
