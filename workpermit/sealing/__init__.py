"""How personal data is sealed, and the bytes that people and the vault sign.

The format modules are pure: no Django, no database, no clock. The vault and the sites use the
same ones, so they cannot disagree about a byte. `models`, `services`, `objects` and `client` are
for the sites and workers alone.
"""
