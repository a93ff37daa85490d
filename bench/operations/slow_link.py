"""The portal over a slow mobile link: when a page is first painted, and how much of it travels."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, sync_playwright

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Measured, median_run, summary
from tests.journeys.browser import chromium

# "Slow 3G" of WebPageTest: 400 kbit/s each way, 400 ms there and back.
LINK = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
PAGES = ("/", "/finder/", "/services/s59_new/", "/check/")
HEAVIEST = 60_000  # bytes of a page without its fonts
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def measure(ground: Ground) -> list[Line]:
    """Each page with an empty cache, in Thai; the middle page of each run tells the time to the first paint.

    In a thread of its own: whoever measures may drive a browser already, and one thread has room for one only.
    """
    with ThreadPoolExecutor(1) as own:
        return own.submit(_measure, ground).result()


def _measure(ground: Ground) -> list[Line]:
    weights: dict[str, int] = {}
    with sync_playwright() as started, chromium(started) as browser:

        def run() -> Measured:
            times, began = [], time.perf_counter()
            for path in PAGES:
                context = browser.new_context(locale="th")
                painted, weights[path] = visit(context.new_page(), ground.system.site("applicant", path))
                times.append(painted)
                context.close()
            return summary(times, elapsed=time.perf_counter() - began, failed=sum(one == 0 for one in times))

        found = median_run([run() for _ in range(ground.sizes.paints)])
    return [Line("slow-link", "First paint on slow 3G", 1, found, Target(p95=2000), note=_words(weights))]


def visit(page: Page, address: str) -> tuple[float, int]:
    """(milliseconds to the first paint, bytes that travelled without fonts) of a page with an empty cache."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", LINK)
    fonts: set[str] = set()
    sizes: dict[str, int] = {}

    def note(event: dict[str, object]) -> None:
        if event["type"] == "Font":
            fonts.add(str(event["requestId"]))

    def weigh(event: dict[str, object]) -> None:
        sizes[str(event["requestId"])] = int(str(event["encodedDataLength"]).split(".")[0])

    devtools.on("Network.responseReceived", note)
    devtools.on("Network.loadingFinished", weigh)
    page.goto(address, wait_until="networkidle")
    painted = float(page.evaluate(FIRST_PAINT))
    return painted, sum(size for request, size in sizes.items() if request not in fonts)


def _words(weights: dict[str, int]) -> str:
    heavy: Sequence[str] = [path for path, size in weights.items() if size >= HEAVIEST]
    said = ", ".join(f"{path} {size / 1000:.0f} kB" for path, size in weights.items())
    return f"400 kbit/s, 400 ms, empty cache; without fonts {said}" + (f"; too heavy: {heavy}" if heavy else "")
