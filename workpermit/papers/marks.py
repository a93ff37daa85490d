"""Thai marks drawn so that a PDF's text is copied as it was typed. What the eye sees stays the same.

The font raises a tone mark over a vowel by moving its glyph up. The PDF engine writes a moved glyph
as a piece of its own and repeats the syllable's text for it: `ที่` would be copied as `ที่ที่`. With
vowel and tone joined into one glyph nothing is moved upwards.

Beside the long stems of ป ฝ ฟ the font moves narrow marks far to the left, and readers take the way
back for a space. Narrow marks are therefore drawn where they end up, and hardly moved.
"""

from typing import Any

from fontTools.otlLib.builder import buildLigatureSubstSubtable, buildLookup
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

MARK_TO_BASE, MARK_TO_MARK, MARK_CLASS = 4, 6, 3
NARROW = ".narrow"
SHIFT = -190  # font units; 1,000 are the height of the letters


def settle_marks(font: TTFont) -> None:
    """Shift the narrow marks, then join vowels with tones."""
    _shift_narrow(font)
    _join(font)


def _shift_narrow(font: TTFont) -> None:
    names = [name for name in font.getGlyphOrder() if name.endswith(NARROW)]
    for name in names:
        glyph = font["glyf"][name]
        if glyph.isComposite():
            for component in glyph.components:
                component.x += SHIFT
        else:
            glyph.coordinates.translate((SHIFT, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], glyph.xMin)
    for table in _subtables(font, "GPOS", MARK_TO_BASE):
        _shift_anchors(table.MarkCoverage.glyphs, [[row.MarkAnchor] for row in table.MarkArray.MarkRecord])
    for table in _subtables(font, "GPOS", MARK_TO_MARK):
        _shift_anchors(table.Mark1Coverage.glyphs, [[row.MarkAnchor] for row in table.Mark1Array.MarkRecord])
        _shift_anchors(table.Mark2Coverage.glyphs, [row.Mark2Anchor for row in table.Mark2Array.Mark2Record])


def _shift_anchors(names: list[str], anchors: list[list[Any]]) -> None:
    for name, of_name in zip(names, anchors, strict=True):
        for anchor in of_name if name.endswith(NARROW) else []:
            if anchor is not None:
                anchor.XCoordinate += SHIFT


def _join(font: TTFont) -> None:
    """Add the joined glyphs, the rule that uses them, and their place on a consonant."""
    joined = _pairs(font)
    if not joined:
        return
    lower_of = {f"{lower}_{upper}": lower for lower, upper in joined}
    font.setGlyphOrder([*font.getGlyphOrder(), *lower_of])
    for (lower, upper), (across, up) in joined.items():
        pen = TTGlyphPen(font["glyf"])
        pen.addComponent(lower, (1, 0, 0, 1, 0, 0))
        pen.addComponent(upper, (1, 0, 0, 1, across, up))
        name = f"{lower}_{upper}"
        font["glyf"].glyphs[name] = pen.glyph()
        font["hmtx"].metrics[name] = font["hmtx"].metrics[lower]
    _substitute(font, {pair: f"{pair[0]}_{pair[1]}" for pair in joined})
    _attach(font, lower_of)


def _pairs(font: TTFont) -> dict[tuple[str, str], tuple[int, int]]:
    """(vowel, tone) and how far the font moves the tone: every pair that moves it up."""
    found = {}
    for table in _subtables(font, "GPOS", MARK_TO_MARK):
        marks = zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True)
        for upper, mark in marks:
            if not upper.endswith(".small"):
                continue
            for lower, record in zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True):
                anchor = record.Mark2Anchor[mark.Class]
                if anchor is not None:
                    across = anchor.XCoordinate - mark.MarkAnchor.XCoordinate
                    found[lower, upper] = (across, anchor.YCoordinate - mark.MarkAnchor.YCoordinate)
    return found


def _substitute(font: TTFont, joined: dict[tuple[str, str], str]) -> None:
    table = font["GSUB"].table
    table.LookupList.Lookup.append(buildLookup([buildLigatureSubstSubtable(joined)]))
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == "liga":
            record.Feature.LookupListIndex.append(len(table.LookupList.Lookup) - 1)
            record.Feature.LookupCount += 1


def _attach(font: TTFont, lower_of: dict[str, str]) -> None:
    """The joined glyph sits where its vowel would."""
    for table in _subtables(font, "GPOS", MARK_TO_BASE):
        records = dict(zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True))
        for name, lower in lower_of.items():
            if lower in records:
                table.MarkCoverage.glyphs.append(name)
                table.MarkArray.MarkRecord.append(records[lower])
        table.MarkArray.MarkCount = len(table.MarkArray.MarkRecord)
    definitions = font["GDEF"].table
    definitions.GlyphClassDef.classDefs.update(dict.fromkeys(lower_of, MARK_CLASS))


def _subtables(font: TTFont, tag: str, kind: int) -> list[Any]:
    lookups = font[tag].table.LookupList.Lookup if tag in font else []
    return [table for lookup in lookups if lookup.LookupType == kind for table in lookup.SubTable]
