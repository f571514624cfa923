"""Django's own commands, for those who work on Loa. The program's command is `loa`."""

import os
import sys

from django.core.management import execute_from_command_line

from config.environment import SettingError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        raise
