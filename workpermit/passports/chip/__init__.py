"""Passive authentication: what a passport's chip says, and whether its country signed it (ICAO 9303-10 to 12)."""
