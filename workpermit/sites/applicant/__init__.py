"""The portal of employers, workers and representatives, and the public permit check."""
