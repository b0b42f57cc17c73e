"""How a page is looked at: whether all can read it, whether it fits, and the picture that is kept of it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageChops
from playwright.sync_api import Page

PICTURES = Path(__file__).parent / "pictures"
COLOURS, MOST_BYTES = 128, 80_000
COARSE, VISIBLE = 8, 12  # pixels that are taken together, and the difference between two of them that an eye sees
CUT = """() => [...document.querySelectorAll("*")]
    .filter((e) => e.checkVisibility() && getComputedStyle(e).textOverflow === "ellipsis")
    .filter((e) => e.getBoundingClientRect().right > 0)
    .filter((e) => e.scrollWidth > e.clientWidth + 1 && (e.value ?? e.innerText).trim())
    .map((e) => e.value ?? e.innerText)"""
STICKING_OUT = "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"


def hard_to_read(page: Page) -> list[str]:
    """What axe finds serious or critical, each with its rule and the elements."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{finding['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for finding in found
        if finding["impact"] in ("serious", "critical")
        for node in finding["nodes"]
    ]


def cut_off(page: Page) -> list[str]:
    """The texts that end in dots for want of room."""
    return list(page.evaluate(CUT))


def sticks_out(page: Page) -> int:
    """The pixels by which the page is wider than the window."""
    return int(page.evaluate(STICKING_OUT))


def keep_picture(page: Page, name: str) -> None:
    """Keeps a picture of what the window shows; the one there was stays if an eye sees no difference."""
    seen = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    shot = seen.quantize(COLOURS, dither=Image.Dither.NONE)
    kept = PICTURES / f"{name}.png"
    if kept.exists() and not _differ(Image.open(kept).convert("RGB"), shot.convert("RGB")):
        return
    PICTURES.mkdir(exist_ok=True)
    shot.save(kept, optimize=True)
    assert kept.stat().st_size < MOST_BYTES, f"{kept.name} is too large"


def _differ(before: Image.Image, after: Image.Image) -> bool:
    if before.size != after.size:
        return True
    size = (after.width // COARSE, after.height // COARSE)
    difference = ImageChops.difference(
        before.resize(size, Image.Resampling.BOX), after.resize(size, Image.Resampling.BOX)
    )
    return max(difference.tobytes()) > VISIBLE
