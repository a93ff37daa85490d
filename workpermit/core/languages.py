"""The languages that people read: Thai, English, and those of most foreign workers in Thailand.

Officers' pages and papers are in Thai and English (`OFFICIAL`). What has no text in a further
language is shown in English, never in Thai: a worker who does not read Thai can have English read out.
"""

THAI, ENGLISH = "th", "en"
OFFICIAL = (THAI, ENGLISH)

# Each in its own script, in the order in which pages offer them (ISO 639-1 → name).
LANGUAGES = {
    THAI: "ไทย",
    ENGLISH: "English",
    "my": "မြန်မာ",
    "km": "ខ្មែរ",
    "lo": "ລາວ",
    "vi": "Tiếng Việt",
}
FURTHER = tuple(code for code in LANGUAGES if code not in OFFICIAL)


def official(language: str) -> str:
    """The language of papers for a reader: Thai for Thai, English for every other."""
    return THAI if language == THAI else ENGLISH
