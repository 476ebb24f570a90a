# SPDX-License-Identifier: MIT
"""po/: the template holds what the sources say, and each language says all of it."""

import os
import pathlib
import re
import subprocess

import po_file
import pytest

ROOT = pathlib.Path(os.environ["LIMBER_SOURCE_ROOT"])
PO = ROOT / "po"
TEMPLATE = PO / "limber.pot"
LANGUAGES = os.environ["LIMBER_LANGUAGES"].split()
RENEW = "run: make pot"

every_language = pytest.mark.parametrize("language", LANGUAGES)


def messages(language):
    return po_file.read(PO / f"{language}.po")[1:]


def wide(text):
    """Cells that it takes on a terminal."""
    return sum(2 if "\u1100" <= c <= "\u115f" or "\u2e80" <= c <= "\uffdc" else 1 for c in text)


# ---- the template ----


@pytest.mark.parametrize("name, script", [("POTFILES", "potfiles"), ("stretches.pot", "stretch-words")])
def test_made_files_are_what_their_scripts_print(name, script):
    made = subprocess.run([ROOT / "build-aux" / script], capture_output=True, text=True, check=True).stdout
    assert (PO / name).read_text(encoding="utf-8") == made, RENEW


def test_the_template_has_each_text_of_the_sources(tmp_path):
    arguments = re.findall(r"^ +'(--.*)',$", (PO / "meson.build").read_text(), re.M)
    assert "--keyword=_" in arguments
    fresh = tmp_path / "fresh.pot"
    done = subprocess.run(
        ["xgettext", *arguments, "-f", PO / "POTFILES", "-o", fresh], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = {message.key for message in po_file.read(fresh)}
    kept = {message.key for message in po_file.read(TEMPLATE)}
    assert len(said) > 600
    assert said - kept == set(), f"not in po/limber.pot; {RENEW}"
    assert kept - said == set(), f"in po/limber.pot and nowhere else; {RENEW}"


def test_each_stretch_has_its_words_there():
    kept = {(message.context, message.id) for message in po_file.read(TEMPLATE)}
    n = 0
    for path in (ROOT / "data" / "stretches").glob("*.stretch"):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.match(r"(?:name|why|caution|show|say|cue|label|note|remind|\d+) = (.+)", line)
            if found:
                assert (path.stem, found[1]) in kept, RENEW
                n += 1
    assert n > 50


def test_errors_are_looked_up():
    """Few errors can be provoked from outside; their texts can all be read in the sources."""
    literal = r'"(?:[^"\\\n]|\\.)*"'
    call = re.compile(
        r"\b(?:error_set|error_prefix|verb_failf|verb_misuse|gtk_label_new|puts)\((?:[^\"';{}]*?,\s*)?"
        rf"({literal}(?:\s*(?:PRI\w+\s*)?{literal})*)"
    )
    plain, n = [], 0
    for path in (ROOT / "src").rglob("*.c"):
        for found in call.finditer(path.read_text(encoding="utf-8")):
            n += 1
            text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', found[1]))
            before = found[0][: found.start(1) - found.start()]
            words = re.findall(r"[A-Za-z]{2,}", re.sub(r"%[-+ #0-9.*]*[a-zA-Z]+", "", text))
            if len(words) > 1 and not re.search(r"\b(?:N?C?_|ngettext)\($", before) and "/" not in text:
                plain.append(f"{path.relative_to(ROOT)}: {text}")
    assert n > 50
    assert plain == [], "\n".join(plain)


def test_no_text_is_put_together_from_pieces():
    """One that begins or ends with a blank is half a sentence."""
    for message in po_file.read(TEMPLATE)[1:]:
        if message.context != "list" and not message.id.startswith("  --"):
            assert message.id == message.id.strip(" "), message.id


# ---- the languages ----


def test_there_are_languages():
    assert sorted(LANGUAGES) == sorted(line for line in (PO / "LINGUAS").read_text().split("\n") if line and line[0] != "#")
    assert {"de", "es", "fr", "ja"} <= set(LANGUAGES)


@every_language
def test_format_strings_and_plurals_are_right(language):
    done = subprocess.run(
        ["msgfmt", "--check", "--statistics", "-o", os.devnull, PO / f"{language}.po"],
        capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ translated messages\.\n", done.stderr), done.stderr


@every_language
def test_nothing_is_left_untranslated(language):
    done = {message.key: message for message in messages(language)}
    wanted = {message.key for message in po_file.read(TEMPLATE)[1:]}
    assert wanted - set(done) == set(), f"new texts; {RENEW}, then translate them in po/{language}.po"
    assert [key for key in wanted if not done[key].is_done()] == []


@every_language
def test_the_header_says_how(language):
    header = po_file.read(PO / f"{language}.po")[0]
    assert f"Language: {language}\n" in header.texts[0]
    assert "Content-Type: text/plain; charset=UTF-8\n" in header.texts[0] and "nplurals=" in header.texts[0]
    assert any(re.search(r"\b(du|tú|vous|tu|です)\b|です", line) for line in header.comments), "how it speaks to people"


@every_language
def test_what_people_type_is_not_translated(language):
    """Options, commands, keys of settings and variables stand in the translation as in the text."""
    typed = re.compile(r"(?<![\w-])--[a-z][a-z-]*|limber (?:help|start|stop|resume|config|status)\b|\b[A-Z]+_[A-Z_]+\b|\w+\(\d\)|`limber[^`]*`")
    for message in messages(language):
        for text in message.texts:
            missing = [word for word in typed.findall(message.id) if word not in text]
            assert missing == [], (message.id, text)


@every_language
def test_layout_stays(language):
    """Line ends and blanks around a text, and the width of what is laid out in columns."""
    for message in messages(language):
        for text in message.texts:
            assert re.match(r"\s*", text)[0] == re.match(r"\s*", message.id)[0] or message.context == "list", message.id
            assert re.search(r"\s*$", text)[0] == re.search(r"\s*$", message.id)[0] or message.context == "list", message.id
            if message.id.count("\n") > 1:
                assert max(wide(line) for line in text.split("\n")) <= 100, (message.id, text)


@every_language
def test_what_desktops_read_is_there_too(language):
    """The desktop entry and the metainfo hold their translations themselves."""
    entry = (ROOT / "data" / "desktop" / "org.limber.Desk.desktop").read_text(encoding="utf-8")
    for key in re.findall(r"^(GenericName|Comment|Keywords)=", entry, re.M):
        assert f"\n{key}[{language}]=" in entry
    assert entry.count(f"\nName[{language}]=") == entry.count("\nName=") - 1, "names of actions; Limber is Limber"
    info = (ROOT / "data" / "desktop" / "org.limber.Desk.metainfo.xml").read_text(encoding="utf-8")
    for tag in "summary", "p", "li":
        assert info.count(f'<{tag} xml:lang="{language}">') == info.count(f"<{tag}>"), tag


@every_language
def test_no_exclamation_marks(language):
    """Kind is not loud."""
    for message in messages(language):
        assert not any(mark in text for text in message.texts for mark in "!\u00a1\uff01"), message.id
