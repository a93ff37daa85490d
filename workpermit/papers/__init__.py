"""Papers that people keep: receipts, bills, letters and the permit as PDF. No database, no requests."""
