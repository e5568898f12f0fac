"""The `cordee` command: Django's management, with the development settings unless told otherwise."""

import os
import sys


def main() -> None:
    """Run one management command, as `cordee import FILE`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
