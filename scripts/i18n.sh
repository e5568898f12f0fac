#!/usr/bin/env bash
# Gathers the strings of the code into the catalogues, and compiles them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/debian.sh
scripts/setup.sh dev
need xgettext gettext
.venv/bin/python scripts/translations.py update
.venv/bin/python scripts/translations.py compile
