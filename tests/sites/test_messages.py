"""Everything that people see exists in every language of its site, with its names in braces and its markup."""

import re
import tomllib

import pytest

from workpermit.catalogue.languages import rows
from workpermit.core.languages import ENGLISH, FURTHER, LANGUAGES, THAI
from workpermit.letters.texts import further_texts
from workpermit.sites import messages

TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
MARK = re.compile(r"%\(\w+\)[sd]|%%|</?\w+[^>]*>|\{\w*\}")


def marks(text: str) -> list[str]:
    return sorted(MARK.findall(text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_lacks_a_translation(language):
    missing = [f"{where}: {text}" for (_, text), where in messages.missing(language).items()]

    how = f"`python -m workpermit.sites.messages {language}` prints the entries to add (docs/translating.md)."
    assert not missing, "\n".join([f"{len(missing)} texts have no translation ({language}). {how}", *missing])


def test_texts_are_found_in_code_and_in_templates():
    used = messages.used()

    assert used["", "There is a problem"].startswith("workpermit/sites/templates/")
    assert used["", "Somebody else changed this case while you had it open."].startswith("workpermit/sites/rules_text")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_text_without_a_translation_is_found(monkeypatch, language):
    known = messages.translated(language)
    monkeypatch.setattr(messages, "translated", lambda language: known - {("", "There is a problem")})

    assert ("", "There is a problem") in messages.missing(language)


def test_workers_languages_need_what_workers_see_and_not_what_officers_see():
    workers, all_sites = messages.used("lo"), messages.used("th")

    assert ("", "Confirm by signature") in workers
    assert ("", "Add a note for the registrar") in all_sites.keys() - workers.keys()


@pytest.mark.parametrize("source", messages.catalogues(), ids=lambda path: str(path.relative_to(messages.ROOT)))
def test_names_in_braces_and_markup_survive_translation(source):
    changed = []
    for message in messages.read(source):
        english = [message.id] if isinstance(message.id, str) else list(message.id)
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        wanted = {tuple(marks(one)) for one in english}
        changed += [(english[0], one) for one in said if message.id and one and tuple(marks(one)) not in wanted]

    assert not changed, "The marks of the English text stand in its translation too, each as often."


@pytest.mark.parametrize("language", FURTHER)
def test_a_translation_is_in_its_own_script_or_in_latin_letters(language):
    """A text that was pasted into the wrong file is found by its letters."""
    scripts = {"th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff", "my": "\u1000-\u109f", "km": "\u1780-\u17ff"}
    foreign = re.compile("[" + "".join(letters for name, letters in scripts.items() if name != language) + "]")

    wrong = [
        message.id
        for source in messages.catalogues(language)
        for message in messages.read(source)
        if message.id and foreign.search("".join(message.string))
    ]

    assert not wrong


@pytest.mark.parametrize("language", TRANSLATED)
def test_digits_are_western_in_every_language(language):
    """`500` and not `၅၀၀`: a number that people compare with a bill or a law looks the same everywhere."""
    said = ["".join(one.string) for source in messages.catalogues(language) for one in messages.read(source) if one.id]
    if language in FURTHER:
        said += [row["text"] for row in rows(language)]
        said += [part for text in further_texts()[language].values() for part in text.values()]

    assert said
    assert [text for text in said if re.search(r"[^\D0-9]", text)] == []


FORMAL = "(?<!เ)ท่าน"


def test_the_sites_address_their_reader_in_one_way_in_thai():
    formal = [
        one.string
        for source in messages.catalogues(THAI)
        for one in messages.read(source)
        if re.search(FORMAL, str(one.string))
    ]

    assert not formal, "The sites say คุณ."


def test_letters_address_their_reader_as_the_sites_do_but_for_the_words_of_an_order():
    texts = tomllib.loads((messages.ROOT / "workpermit/letters/texts.toml").read_text())
    formal = [name for name, text in texts.items() if re.search(FORMAL, str(text.get(THAI)))]

    assert formal == ["application_refused"]  # how and by when to appeal
