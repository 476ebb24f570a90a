# SPDX-License-Identifier: MIT
"""A language that nobody speaks, made from the template: each text bracketed, accented and two fifths longer.

    pseudo_language.py TEMPLATE DIRECTORY STAMP

What a program says in it and what is plain ASCII was not looked up in the catalogue; a text whose brackets do not
both stand on the screen was cut off, and one that ends in the middle of a bracket was put together from pieces.
"""

import pathlib
import re
import subprocess
import sys

import po_file

NAME = "en_XA"
BEGIN, END = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçðéƒĝĥíĵķļɱñóþʠŕšţúṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
LONGER = 0.4
DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+ #0']*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:<PRI\w+>|(?:hh|h|ll|l|j|z|t)?[a-zA-Z%])")
ACCENTS = str.maketrans(PLAIN, ACCENTED)
HEADER = (
    "Project-Id-Version: limber\nPO-Revision-Date: 2000-01-01 00:00+0000\nLast-Translator: nobody\n"
    f"Language-Team: none\nLanguage: {NAME}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)


def accented(text):
    parts, at = [], 0
    for directive in DIRECTIVE.finditer(text):
        parts += [text[at : directive.start()].translate(ACCENTS), directive.group()]
        at = directive.end()
    return "".join(parts) + text[at:].translate(ACCENTS)


def pseudo(text):
    """Blanks and line ends around it stay: programs count on them."""
    core = text.strip(" \n")
    if not core:
        return text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    n = max(1, round(len(core) * LONGER)) if re.search("[A-Za-z]", DIRECTIVE.sub("", core)) else 0
    more = " ".join("ö" * min(6, n - i) for i in range(0, n, 7))
    return before + BEGIN + accented(core) + (" " + more if len(core) > 8 and more else more) + END + after


def make(template, directory):
    """Writes DIRECTORY/en_XA/LC_MESSAGES/limber.mo."""
    messages = po_file.read(pathlib.Path(template))
    messages[0].texts, messages[0].flags = [HEADER], set()
    for message in messages[1:]:
        forms = [message.id] if message.plural is None else [message.id, message.plural]
        message.texts = [pseudo(text) for text in forms]
    place = pathlib.Path(directory) / NAME / "LC_MESSAGES"
    place.mkdir(parents=True, exist_ok=True)
    po_file.write(place / "limber.po", messages)
    subprocess.run(["msgfmt", "-c", "-o", place / "limber.mo", place / "limber.po"], check=True)


if __name__ == "__main__":
    make(sys.argv[1], sys.argv[2])
    pathlib.Path(sys.argv[3]).touch()
