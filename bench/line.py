"""One line of the results: an operation, beside its target and beside a limit of the same run."""

from dataclasses import dataclass

from bench.measure import Measured


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached; what stays None is not asked. Rates per second, times in milliseconds."""

    rate: float | None = None
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    share: float | None = None  # of the limit

    def words(self) -> str:
        """The target as the table prints it."""
        said = [f"≥ {self.rate:,.0f}/s"] if self.rate else []
        for name in ("p50", "p95", "p99"):
            bound = getattr(self, name)
            if bound:
                said.append(f"{name} < {bound:g} ms")
        if self.share:
            said.append(f"≥ {self.share:g} of the limit")
        return ", ".join(said) or "–"


@dataclass(frozen=True, slots=True)
class Line:
    """`key` tells the line from every other; `limit` is the rate of `beside` in the same run."""

    key: str
    operation: str
    clients: int
    measured: Measured
    target: Target
    beside: str = ""
    limit: float | None = None
    note: str = ""

    @property
    def share(self) -> float | None:
        """The measured rate as a share of the limit's."""
        return self.measured.rate / self.limit if self.limit else None

    def missed(self) -> list[str]:
        """Which parts of the target were not reached; failures count as one."""
        target, found = self.target, self.measured
        missed = ["failures"] if found.failed else []
        if target.rate is not None and found.rate < target.rate:
            missed.append("rate")
        for name in ("p50", "p95", "p99"):
            bound = getattr(target, name)
            if bound is not None and getattr(found, name) >= bound:
                missed.append(name)
        if target.share is not None and (self.share is None or self.share < target.share):
            missed.append("share")
        return missed
