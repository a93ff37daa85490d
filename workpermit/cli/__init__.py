"""The machine room: starts, watches and stops everything on one machine. Start reading in `up.py`."""
