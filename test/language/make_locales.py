# SPDX-License-Identifier: MIT
"""Locales for the tests, on a machine where none is generated: make_locales.py DIRECTORY STAMP LOCALE=SOURCE ...

Programs find them with LOCPATH. In C.UTF-8 gettext translates nothing (from glibc 2.39 on LANGUAGE included), and a
locale of its own is what a person has.
"""

import pathlib
import shutil
import subprocess
import sys


def main(directory, stamp, *pairs):
    place = pathlib.Path(directory)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for pair in pairs:
        locale, source = pair.split("=")
        done = subprocess.run(
            ["localedef", "-c", "-i", source, "-f", "UTF-8", place / f"{locale}.UTF-8"], capture_output=True, text=True
        )
        if not (place / f"{locale}.UTF-8" / "LC_MESSAGES").exists():
            sys.exit(f"{locale} cannot be made (Debian: apt install locales): {done.stderr}")
    pathlib.Path(stamp).touch()


if __name__ == "__main__":
    main(*sys.argv[1:])
