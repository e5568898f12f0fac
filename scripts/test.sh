#!/usr/bin/env bash
# Every test on SQLite, then all but those marked `once` on PostgreSQL (that of DATABASE_URL, else its own).
# Arguments go to pytest: scripts/test.sh cordee/atlas -k tiles
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
source scripts/debian.sh
scripts/setup.sh dev || exit 1
have chromium-browser || need chromium chromium fonts-dejavu-core || exit 1

given=${DATABASE_URL:-}
unset DATABASE_URL
case $given in
  postgres*) postgres=(env "DATABASE_URL=$given") ;;
  *)
    have initdb || need '/usr/lib/postgresql/*/bin/initdb' postgresql || exit 1
    postgres=(.venv/bin/python scripts/private_postgres.py --)
    ;;
esac
pytest=(.venv/bin/python -m pytest -n "${TEST_PROCESSES:-2}" --maxschedchunk 4 --durations 10)

echo "── On SQLite"
"${pytest[@]}" "$@"
on_sqlite=$?
echo "── On PostgreSQL"
"${postgres[@]}" "${pytest[@]}" -m "not once" "$@"
on_postgresql=$?
if [ $on_postgresql = 5 ] && [ $# != 0 ]; then on_postgresql=0; fi # all that is asked for is marked `once`

said() { if [ "$1" = 0 ]; then echo passed; else echo "FAILED (status $1)"; fi; }
echo "── SQLite: $(said $on_sqlite); PostgreSQL: $(said $on_postgresql)"
[ $on_sqlite = 0 ] && [ $on_postgresql = 0 ]
