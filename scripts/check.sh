#!/usr/bin/env bash
# What can be said of the code without running the tests. Every check runs; the last line names what failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
source scripts/debian.sh
scripts/setup.sh dev || exit 1
need xgettext gettext || exit 1
PATH="$PWD/.venv/bin:$PATH"
failed=()

check() {
  local name=$1 status start=$SECONDS output
  shift
  output=$("$@" 2>&1)
  status=$?
  if [ $status = 0 ]; then
    printf '%-12s ok (%ds)\n' "$name" $((SECONDS - start))
  else
    printf '%-12s FAILED: %s\n%s\n' "$name" "$*" "$output"
    failed+=("$name")
  fi
}

# Nothing of the person's own installation is read or written.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export CORDEE_HOME=$home
unset DATABASE_URL DJANGO_SETTINGS_MODULE
secret=$(od -An -N48 -tx1 /dev/urandom | tr -d ' \n')
production=(env DJANGO_SETTINGS_MODULE=config.settings.prod "SECRET_KEY=$secret" ALLOWED_HOSTS=cordee.example
  SITE_URL=https://cordee.example)

check formatting ruff format --check --output-format concise .
check lint ruff check --quiet --output-format concise .
check types mypy
check imports lint-imports --no-cache
check templates djlint --quiet --check --lint cordee
check migrations cordee makemigrations --check --dry-run
check deployment "${production[@]}" cordee check --deploy --fail-level WARNING
check languages python scripts/translations.py check

if [ ${#failed[@]} != 0 ]; then
  echo "Failed: ${failed[*]}. «make fix» mends formatting and simple lint, «make i18n» gathers strings."
  exit 1
fi
