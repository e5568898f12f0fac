# For the other scripts: `need COMMAND PACKAGE…` installs Debian packages when root, else says which.

have() {
  local found
  for found in $1; do
    [ -e "$found" ] && return 0
  done
  command -v "$1" >/dev/null 2>&1
}

need() {
  local wanted=$1
  shift
  have "$wanted" && return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "This needs the Debian package(s) $*: ask an administrator to run «apt-get install $*»." >&2
    return 1
  fi
  echo "Installing Debian's $*…"
  if [ -z "${lists_are_fresh:-}" ]; then
    apt-get -q -q update
    lists_are_fresh=1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get -q -q install --yes --no-install-recommends "$@" >/dev/null
  have "$wanted" && return 0
  echo "The package(s) $* are installed, but $wanted is still missing." >&2
  return 1
}
