#!/usr/bin/env bash
# Fills .venv with what the project runs on (`run`) or is tested with (`dev`), every file pinned by checksum.
# Starts from Debian's own Python, which refuses a bare pip; does nothing when nothing has changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/debian.sh
export UV_PYTHON_DOWNLOADS=never
# A network with its own certificate authority declares it to the system, as pip already asks.
if [ -f /etc/ssl/certs/ca-certificates.crt ]; then export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS-true}; fi
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH UV_PYTHON UV_PROJECT_ENVIRONMENT

kind=${1:-run}
case $kind in run | dev) ;; *) echo "usage: scripts/setup.sh [run|dev]" >&2 && exit 2 ;; esac
stamp=.venv/cordee-stamp

new_enough() {
  [ -x "$1" ] && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  local candidate
  for candidate in /usr/bin/python3 /usr/bin/python3.{19..11} "$(command -v python3 || true)"; do
    new_enough "$candidate" && echo "$candidate" && return 0
  done
  echo "Cordée needs Python 3.11 or newer, as in Debian 12 («apt-get install python3 python3-venv»);" >&2
  echo "found here: $(python3 --version 2>&1 || true)" >&2
  return 1
}

install_uv() {
  if cmp -s requirements/uv.txt .tools/uv.txt && .tools/bin/uv --version >/dev/null 2>&1; then return 0; fi
  echo "Installing uv into .tools/…"
  if ! "$python" -c 'from ensurepip import bootstrap' 2>/dev/null; then
    # Debian cuts ensurepip out of Python into this package.
    local name
    name=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    need "/usr/lib/$name/ensurepip/__main__.py" "$name-venv"
  fi
  "$python" -m venv --clear .tools
  .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
  cp requirements/uv.txt .tools/uv.txt
}

install_packages() {
  echo "Installing the packages of requirements/$kind.txt into .venv/…"
  # Another Python or another folder needs another environment; other packages only need a change in it.
  if ! [ -x .venv/bin/python ] || [ "$(sed -n 2,3p "$stamp" 2>/dev/null)" != "$PWD"$'\n'"$version" ]; then
    .tools/bin/uv venv --quiet --clear --python "$python" .venv
  fi
  rm -f "$stamp"
  .tools/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes "requirements/$kind.txt"
  .tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps \
    --build-constraints requirements/build.txt --editable .
  printf '%s' "$state" >"$stamp"
}

compile_catalogues() {
  local catalogue
  for catalogue in locale/*/LC_MESSAGES/*.po; do
    if [ "$catalogue" -nt "${catalogue%.po}.mo" ]; then
      .venv/bin/python scripts/translations.py compile
      return
    fi
  done
}

python=$(find_python)
# A full set serves to run as well: `make start` after `make test` takes nothing away.
if [ -f "$stamp" ] && grep -q '^dev$' "$stamp"; then kind=dev; fi
pins=$(cat requirements/*.txt pyproject.toml | sha256sum)
version=$("$python" --version)
state=$(printf '%s\n' "$kind" "$PWD" "$version" "$pins")
if [ ! -x .venv/bin/cordee ] || [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$state" ]; then
  install_uv
  install_packages
fi
compile_catalogues
