"""Everything that people see exists in Thai."""

from workpermit.sites import messages


def test_no_text_is_without_its_thai_form():
    missing = [f"{where}: {text}" for (_, text), where in messages.missing().items()]

    assert not missing, "`python -m workpermit.sites.messages` prints the entries to add to a locale/ folder."


def test_texts_are_found_in_code_and_in_templates():
    used = messages.used()

    assert used["", "There is a problem"].startswith("workpermit/sites/templates/")
    assert used["", "Somebody else changed this case while you had it open."].startswith("workpermit/sites/rules_text")


def test_a_text_without_a_thai_form_is_found(monkeypatch):
    known = messages.translated()
    monkeypatch.setattr(messages, "translated", lambda language: known - {("", "There is a problem")})

    assert ("", "There is a problem") in messages.missing()


def test_names_in_braces_and_markup_survive_translation():
    for source in messages.catalogues():
        for message in messages.read(source):
            if message.id and isinstance(message.id, str):
                for mark in ("%(", "<span", "</span>"):
                    assert message.id.count(mark) == str(message.string).count(mark), message.id
