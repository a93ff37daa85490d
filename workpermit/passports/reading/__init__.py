"""Reading a zone from a picture: find it, straighten it, cut its fixed pitch, tell the glyphs, let check digits decide.

Pillow and arithmetic, no trained model: the glyphs of a zone are one typeface (OCR-B) at one pitch.
"""
