"""A web browser without a window, for tests that look at pages as readers see them: Chromium, over two pipes."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "about:blank")


def find_browser() -> str | None:
    """The browser of this machine, None where there is none."""
    return os.environ.get("BENANG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def find_axe() -> Path | None:
    """The file of axe-core (``npm pack axe-core``): named by ``BENANG_AXE``, or installed with npm; else None."""
    named = os.environ.get("BENANG_AXE")
    if named:
        return Path(named)
    folders = [Path("node_modules"), Path("/usr/lib/node_modules"), Path("/usr/local/lib/node_modules")]
    return next((file for folder in folders if (file := folder / "axe-core" / "axe.min.js").is_file()), None)


class Browser:
    """One page of a browser; to be closed after use (``with``)."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # The browser reads from descriptor 3 and writes to 4.
        script = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        options = ["--remote-debugging-pipe", f"--user-data-dir={self._profile.name}", *OPTIONS]
        self._process = subprocess.Popen(
            ["bash", "-c", script, program, *options],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_read)
        os.close(to_write)
        self._number, self._rest, self._session = 0, b"", ""
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for name in ("Page.enable", "Runtime.enable"):
            self.send(name)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._write)
        os.close(self._read)
        self._profile.cleanup()

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers to a command of its protocol."""
        self._number += 1
        command: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        data = json.dumps(command).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = self._answer()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def _answer(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            read = os.read(self._read, 1 << 16)
            if not read:
                raise RuntimeError("the browser ended")
            self._rest += read
        one, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(one))

    def show(self, page: Path, width: int = 1280, dark: bool = False) -> None:
        """Open a page in a window of a width, in light or dark colours."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", features=scheme)
        self.send("Page.setBypassCSP", enabled=True)
        self.send("Page.navigate", url=page.resolve().as_uri())
        self.run(
            "new Promise(done => document.readyState == 'complete' ? done() : addEventListener('load', () => done()))"
        )

    def run(self, script: str) -> Any:
        """The value of a script in the page; of a promise, what it comes to."""
        found = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"]))
        return found["result"].get("value")

    def picture(self) -> bytes:
        """What stands in the window, as PNG."""
        return base64.b64decode(self.send("Page.captureScreenshot")["data"])


def axe_violations(browser: Browser, axe: Path) -> list[str]:
    """What axe finds wrong with the page that is shown: rule, and the first places with why."""
    browser.run(axe.read_text(encoding="utf-8") + "; 0")
    found = browser.run("axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations))")
    return [
        f"{one['id']} ({len(one['nodes'])}): {node['html'][:160]} - {node['failureSummary'][:300]}"
        for one in json.loads(found)
        for node in one["nodes"][:3]
    ]
