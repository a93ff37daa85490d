"""The service centre's counters."""
