#!/usr/bin/env bash
# Formatting and the lint that mends itself.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh dev
.venv/bin/ruff check --fix-only --quiet .
.venv/bin/ruff format .
.venv/bin/djlint --quiet --reformat cordee
