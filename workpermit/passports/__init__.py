"""The machine-readable zone of travel documents (ICAO 9303): parsing, writing, comparing, reading from an image.

No database, no requests, nothing of the other slices. A zone that reads well is not evidence that the paper is real.
"""
