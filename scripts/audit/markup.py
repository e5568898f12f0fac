"""The Nu HTML checker on the pages as they are answered: every error and every warning counts."""

import json
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from scripts.audit.tools import command, installed


def faults(pages: dict[Path, str]) -> list[str]:
    """One line for each thing that the checker says, with the address of the page."""
    jar = installed() / "vnu-jar" / "build" / "dist" / "vnu.jar"
    checker = [command("java"), "-jar", str(jar), "--format", "json", "--stdout", *map(str, pages)]
    answer = subprocess.run(checker, capture_output=True, text=True, check=False)
    try:
        messages = json.loads(answer.stdout)["messages"]
    except (ValueError, KeyError):
        raise SystemExit(f"The Nu HTML checker did not run: {answer.stderr[:500]}") from None
    return [told(message, pages) for message in messages]


def told(message: dict[str, Any], pages: dict[Path, str]) -> str:
    """A message of the checker as a line."""
    file = Path(unquote(urlsplit(message.get("url", "")).path))
    kind = message.get("subType") or message["type"]
    place = f"{pages.get(file, file)}:{message.get('lastLine', '?')}"
    return f"{place} {kind}: {message['message']} [{message.get('extract', '').strip()[:120]}]"
