"""What the walk's browser sends of a form is what a person's would."""

import pytest

from workpermit.cli.walk.browser import Browser, Page

FORM = """<main><form method="post" action="/act/"><input type="hidden" name="token" value="1">
<input type="checkbox" name="document" value="passport"{0}><input type="checkbox" name="document" value="photo"{0}>
<input type="checkbox" name="one" value="yes"><textarea name="words">as it was</textarea></form></main>"""


@pytest.mark.parametrize(("ticked", "documents"), [("", []), (" checked", ["passport", "photo"])])
def test_of_several_boxes_of_one_name_those_are_sent_that_are_ticked(
    ticked: str, documents: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, object]] = []
    person = Browser()
    person.page = Page("http://registrar.localhost/case/", 200, FORM.format(ticked), b"", "text/html")
    monkeypatch.setattr(
        Browser, "_request", lambda self, method, url, **how: sent.append(how["data"]) or Page(url, 200, "", b"", "")
    )

    person.submit("/act/", {"words": "new"})

    assert sent == [{"token": "1", "document": documents, "words": "new"}]
