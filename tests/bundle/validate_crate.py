"""Validate a bundle with roc-validator, without a network, and count the checks.

    python tests/bundle/validate_crate.py BUNDLE [required|recommended|optional]

Needs `roc-validator` and `rocrate` below 0.14, whose copy of the RO-Crate 1.1 context is used: with a cold cache the
validator cannot read the context, does no check and says "valid". Prints JSON: how many checks there were, how many
passed, and each issue with the number of times it was found. Ends with 1 where a check failed, or none was done.
"""

import io
import json
import sys
import tempfile
from collections import Counter
from importlib.resources import files
from pathlib import Path

from requests import Response
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from rocrate_validator import models, services
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
PROFILE = "provenance-run-crate"


class Kept(BaseAdapter):
    """Answers with the context that the library ships."""

    def send(self, request, **_):
        data = (files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
        assert json.loads(data)["@id"] == CONTEXT, "another version of the context: install rocrate<0.14"
        response = Response()
        response.status_code, response.url, response.request = 200, request.url, request
        response.headers["Content-Type"] = "application/ld+json"
        response.raw = HTTPResponse(io.BytesIO(data), dict(response.headers), 200, preload_content=False)
        response.raw._request_url = request.url  # kept with what is cached
        return response

    def close(self):
        pass


def validated(bundle, severity):
    """Checks, passed checks, and issues by check and message."""
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "http_cache")
        session = CachedSession(cache_name=cache, backend="sqlite", expire_after=-1, allowable_codes=(200,))
        session.mount("https://", Kept())
        session.get(CONTEXT)
        session.close()
        settings = services.ValidationSettings(
            rocrate_uri=str(bundle),
            profile_identifier=PROFILE,
            requirement_severity=models.Severity[severity.upper()],
            offline=True,
            cache_path=Path(cache),
        )
        result = services.validate(settings)
    counts = result.statistics
    issues = Counter(f"{one.check.identifier}: {one.message}" for one in result.get_issues())
    return {"checks": counts.total_checks, "passed": len(counts.passed_checks), "issues": dict(sorted(issues.items()))}


if __name__ == "__main__":
    found = validated(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "required")
    print(json.dumps(found, indent=1))
    sys.exit(0 if 0 < found["checks"] == found["passed"] else 1)
