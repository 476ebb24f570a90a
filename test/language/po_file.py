# SPDX-License-Identifier: MIT
"""gettext's .po files, read and written: as much of the format as xgettext and msgmerge write."""

import ast
import re
from dataclasses import dataclass, field


@dataclass
class Message:
    context: str = None
    id: str = ""
    plural: str = None
    texts: list = field(default_factory=lambda: [""])  # one, or one for each plural form
    flags: set = field(default_factory=set)
    comments: list = field(default_factory=list)

    @property
    def key(self):
        return self.context, self.id, self.plural

    def is_done(self):
        return all(self.texts) and "fuzzy" not in self.flags


def _string(line):
    return ast.literal_eval(line[line.index('"') :])


def read(path):
    """The messages, the header (id "") first; those that are out of use (#~) are left out."""
    messages = []
    for block in re.split(r"\n[ \t]*\n", path.read_text(encoding="utf-8")):
        message, put, seen = Message(texts=[]), None, False
        for line in block.split("\n"):
            if line.startswith("#~") or not line.strip():
                continue
            if line.startswith("#,"):
                message.flags |= {flag.strip() for flag in line[2:].split(",")}
            elif line.startswith("#"):
                message.comments.append(line)
            elif line.startswith('"'):
                put(_string(line))
            else:
                word, text = line.split(" ", 1)[0], _string(line)
                seen = True
                put = _putter(message, word)
                put(text)
        if seen:
            messages.append(message)
    return messages


def _putter(message, word):
    if word.startswith("msgstr"):
        message.texts.append("")

        def put(text):
            message.texts[-1] += text
    else:
        name = {"msgctxt": "context", "msgid": "id", "msgid_plural": "plural"}[word]

        def put(text):
            setattr(message, name, (getattr(message, name) or "") + text)

    return put


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def write(path, messages):
    blocks = []
    for message in messages:
        lines = []
        if message.flags:
            lines.append("#, " + ", ".join(sorted(message.flags)))
        if message.context is not None:
            lines.append(f"msgctxt {_quoted(message.context)}")
        lines.append(f"msgid {_quoted(message.id)}")
        if message.plural is None:
            lines.append(f"msgstr {_quoted(message.texts[0])}")
        else:
            lines.append(f"msgid_plural {_quoted(message.plural)}")
            lines += [f"msgstr[{i}] {_quoted(text)}" for i, text in enumerate(message.texts)]
        blocks.append("\n".join(lines) + "\n")
    path.write_text("\n".join(blocks), encoding="utf-8")
