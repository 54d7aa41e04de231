"""A page of ours in a real browser, what it asked of the network, and what can be wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ..conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

#: A phone, a desk, and a desk at four times the size (what WCAG 1.4.10 asks for).
PHONE, DESK, ENLARGED = (390, 844), (1280, 900), (320, 256)

#: What is wider than the window and is not inside something that scrolls by itself.
_SIDEWAYS = """() => {
  const width = document.documentElement.clientWidth
  const scrolls = node => node && node !== document.documentElement &&
    (['auto', 'scroll', 'hidden'].includes(getComputedStyle(node).overflowX) || scrolls(node.parentElement))
  const wide = [...document.body.querySelectorAll('*')].filter(node => {
    const box = node.getBoundingClientRect()
    return box.width > 1 && (box.right > width + 1 || box.left < -1) && !scrolls(node.parentElement)
  })
  const whole = document.documentElement.scrollWidth > width ? ['the page: ' + document.documentElement.scrollWidth] : []
  return whole.concat(wide.slice(0, 5).map(node => node.outerHTML.slice(0, 120)))
}"""


@dataclass
class Opened:
    """A page that is open, with every address that it asked for beside its own file, and every error it told of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def sideways(self) -> list[str]:
        """What makes a reader scroll sideways; empty where nothing does."""
        return list(self.page.evaluate(_SIDEWAYS))

    def barriers(self) -> list[str]:
        """What axe finds that shuts people out (serious and critical), one line each."""
        from axe_playwright_python.sync_playwright import Axe

        violations: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [
            f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for violation in violations
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]

    def picture(self, name: str, *, whole: bool = False) -> None:
        """Keep what is seen as docs/images/``name``, where LIUSHOU_SCREENSHOTS asks for it."""
        if os.environ.get("LIUSHOU_SCREENSHOTS"):
            path = ROOT / "docs" / "images" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=path, full_page=whole)


def watched(context: BrowserContext, address: str) -> Opened:
    """What is at an address, open in a new page."""
    opened = Opened(context.new_page())
    opened.page.on("request", lambda asked: opened.requests.append(asked.url) if _other(asked.url, address) else None)
    opened.page.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.page.on("console", lambda line: opened.errors.append(line.text) if line.type == "error" else None)
    opened.page.goto(address)
    return opened


def _other(url: str, address: str) -> bool:
    return url.partition("#")[0] != address


class Opener:
    """Opens pages in one browser, each in a context of its own; :meth:`close` shuts them."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.contexts: list[BrowserContext] = []

    def __call__(
        self, page: str | Path, size: tuple[int, int] = DESK, *, scripts: bool = True, **options: Any
    ) -> Opened:
        """Open a page (its HTML, or the path of its file) as a file in a window of ``size``, without a network.

        ``scripts=False`` is a browser without JavaScript; ``options`` are those of a context of the browser, such as
        ``color_scheme="dark"``.
        """
        path = page if isinstance(page, Path) else self.folder / f"page{len(self.contexts)}.html"
        if isinstance(page, str):
            path.write_text(page, encoding="utf-8")
        self._window(size, {"java_script_enabled": scripts, "offline": True} | options)
        return watched(self.contexts[-1], path.resolve().as_uri())

    def visit(self, address: str, size: tuple[int, int] = DESK) -> Opened:
        """Open what a server gives; ``requests`` are all that follow that of the page itself, whoever they go to."""
        self._window(size, {})
        return watched(self.contexts[-1], address)

    def _window(self, size: tuple[int, int], options: dict[str, Any]) -> None:
        options = {"viewport": {"width": size[0], "height": size[1]}, "locale": "zh-CN"} | options
        self.contexts.append(self.browser.new_context(**options))

    def close(self) -> None:
        """Shut every page that was opened."""
        for context in self.contexts:
            context.close()


def start(chromium: str) -> Iterator[Browser]:
    """A browser without a window, which asks nothing of the network by itself; shut behind the yield.

    Skips the test where it does not start, as on a machine that lacks one of its libraries.
    """
    from playwright.sync_api import Error, sync_playwright

    # Containers have little shared memory.
    quiet = ["background-networking", "component-update", "sync", "quic", "gpu", "extensions", "default-apps"]
    arguments = [f"--disable-{part}" for part in (*quiet, "dev-shm-usage")]
    with sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--no-first-run", *arguments]
            )
        except Error as error:
            pytest.skip(f"{chromium} does not start: {str(error).splitlines()[0]}")
        yield browser
        browser.close()
