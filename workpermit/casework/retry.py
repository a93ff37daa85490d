"""How long a background task tries again."""

from procrastinate import RetryStrategy
from procrastinate.exceptions import ConnectorException

SECONDS = 3


def again(*exceptions: type[Exception]) -> RetryStrategy:
    """Every three seconds for a day: what a task waits for is another process that is down or busy."""
    return RetryStrategy(max_attempts=28_800, wait=SECONDS, retry_exceptions=[ConnectorException, *exceptions])
