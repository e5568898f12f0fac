"""The project's wiring: settings, addresses, the `cordee` command."""

import sys

import pysqlite3

# SQLite 3.53 from the wheel replaces the system's (Debian 12: 3.40.1, which has the WAL-reset bug) before
# Django loads its back end. `cordee.core.checks` makes an older one an error.
sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
