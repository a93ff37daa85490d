"""Notices of hire and exit: filed, acknowledged at once."""
