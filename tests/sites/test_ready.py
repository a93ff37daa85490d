"""A template made ready says what Django's own rendering says, in each language."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.loaders.app_directories import Loader
from django.utils import translation

from workpermit.sites.ready import ReadyTemplates

BASE = """{% load i18n static %}<title>{% block title %}Site{% endblock %}</title>{# not said #}
{% block above %}{% translate "Sign out" as word %}{{ word }}{% endblock %}{{ word }}
{% block main %}{% endblock %}{% block foot %}<p>{% translate "Sign out" %}</p>{% endblock %}"""
MIDDLE = """{% extends "base.html" %}{% load i18n %}{% block foot %}{{ block.super }}<i>{{ name }}</i>{% endblock %}
{% block main %}[{% block inner %}nothing{% endblock %}]{% endblock %}"""
CHILD = """{% extends "middle.html" %}{% load i18n static %}{% block title %}{{ name }} {{ raw|safe }}{% endblock %}
{% block inner %}{% if name %}{% translate "Sign out" %} 
{% for one in list %}{% block each %}{{ forloop.counter }} {{ one }};{% endblock %}
{% empty %}{% blocktranslate %}Sign out{% endblocktranslate %}{% endfor %}{% endif %}{{ at }} {{ missing }} {{ half }}
<link href="{% static 'sites/mark.svg' %}">{% blocktranslate with who=name %}{{ who }} 100%{% endblocktranslate %}
{% translate name %}{% include "part.html" with one=name %}{% endblock %}
{% block foot %}{{ block.super }}!{% endblock %}"""
TEXTS = {
    "base.html": BASE,
    "middle.html": MIDDLE,
    "child.html": CHILD,
    "part.html": '{% load i18n %}<b>{{ one }}</b>{% translate "Sign out" %}',
    "chosen.html": "{% extends which %}{% block title %}{{ name }}{% endblock %}",
    "open.html": "{% autoescape off %}{{ name }}{% endautoescape %}{{ name }}",
    "lent.html": '{% load i18n %}{% language "th" %}{% translate "Sign out" %}{% endlanguage %}',
}
SAID = {"name": "<Noi> & co", "raw": "<br>", "list": ["a", "<b>"], "at": 12.5, "which": "base.html", "half": "50%"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Templates of these tests alone, where the loaders look."""
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(Loader, "get_dirs", lambda _self: [tmp_path])
    return tmp_path


def _engine(loader: str) -> Engine:
    options = settings.TEMPLATES[0]["OPTIONS"]
    return Engine(
        loaders=[loader],
        builtins=options["builtins"],
        libraries={
            "i18n": "django.templatetags.i18n",
            "static": "django.templatetags.static",
        },
    )


def _ready() -> Engine:
    return _engine(f"{ReadyTemplates.__module__}.{ReadyTemplates.__name__}")


def _plain() -> Engine:
    return _engine("django.template.loaders.app_directories.Loader")


@pytest.mark.parametrize("language", ["th", "en", "my"])
@pytest.mark.parametrize("name", sorted(TEXTS))
@pytest.mark.parametrize("values", [SAID, {**SAID, "list": []}, {**SAID, "name": ""}], ids=["said", "empty", "unnamed"])
def test_it_says_the_same(folder: Path, name: str, language: str, values: dict[str, object]) -> None:
    with translation.override(language):
        expected = _plain().get_template(name).render(Context(values))
        said = _ready().get_template(name).render(Context(values))

    assert said == expected


@pytest.mark.usefixtures("folder")
def test_each_language_has_its_own() -> None:
    engine = _ready()
    with translation.override("th"):
        thai = engine.get_template("base.html")
        assert engine.get_template("base.html") is thai
    with translation.override("en"):
        english = engine.get_template("base.html")

    assert "<p>ออกจากระบบ</p>" in thai.render(Context())
    assert "<p>Sign out</p>" in english.render(Context())


@pytest.mark.usefixtures("folder")
def test_what_never_changes_is_one_text() -> None:
    with translation.override("en"):
        nodes = _ready().get_template("part.html").nodelist

    assert [type(node).__name__ for node in nodes] == ["TextNode", "Value", "TextNode"]


@pytest.mark.usefixtures("folder")
def test_values_are_escaped_and_safe_ones_are_not() -> None:
    with translation.override("en"):
        said = _ready().get_template("child.html").render(Context(SAID))
    assert "<title>&lt;Noi&gt; &amp; co <br></title>" in said
