"""Screenshots of the example's page → ``docs/images``; run by ``make screenshots``.

They are of ``output/graph.html`` in Chromium, offline, at fixed sizes; the fonts are those of the machine, so two
machines may differ in a few pixels. What each shows is told in ``docs/explorer.md``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
SCREEN, PHONE = (1400, 900), (390, 844)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: the view that its address names, and the size of the window in px."""

    name: str
    view: str = ""
    size: tuple[int, int] = SCREEN
    dark: bool = False


SHOTS = (
    Shot("start"),
    Shot("dark", dark=True),
    Shot("page", "#node=person/sergiy-kyslytsya"),
    Shot("rollcall", "#node=resolution/S-RES-2623-2022"),
    Shot("path", "#path=person/vladimir-putin&path=person/linda-thomas-greenfield"),
    Shot("sources", "#view=source&article=003_c309c70f6c7beafb&node=institution/united-nations-security-council"),
    Shot("sentences", "#view=list&as=sentences"),
    Shot("phone", size=PHONE),
    Shot("phone-panel", "#node=person/linda-thomas-greenfield", size=PHONE),
)


def take(browser: Browser, shot: Shot, page: Path, folder: Path) -> None:
    """One picture of the page."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, offline=True, color_scheme="dark" if shot.dark else "light"
    )
    tab = context.new_page()
    tab.goto(page.as_uri() + shot.view)
    tab.wait_for_selector("html[data-ready=true]")
    tab.wait_for_timeout(400)
    tab.screenshot(path=folder / f"{shot.name}.png")
    context.close()


def main() -> None:
    """Make all of them."""
    page, folder = ROOT / "output" / "graph.html", ROOT / "docs" / "images"
    program = next((path for path in BROWSERS if Path(path).exists()), None)
    if program is None:
        sys.exit("The screenshots need Chromium (Debian: apt-get install chromium).")
    if not page.exists():
        sys.exit(f"{page} is missing: run make graph")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, shot, page, folder)
            print(folder / f"{shot.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
