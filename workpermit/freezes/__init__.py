"""Stopping filings or decisions for a while, for one service or for all."""
