"""Drafts to measure with, in a process of its own, because Django can be set up for one zone only.

`python -m bench.prepare CONFIG COUNT TOKEN WORKER` prints one application id a line.
"""

import os
import sys
from uuid import UUID


def main(config: str, count: str, token: str, worker: str) -> None:
    """Confirmed drafts of the session's account, ready to be handed in."""
    os.environ["EWP_CONFIG"] = config
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.public"
    import django

    django.setup()
    from bench.drafts import confirmed_draft

    for _ in range(int(count)):
        print(confirmed_draft(token, UUID(worker)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
