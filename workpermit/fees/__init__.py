"""Charges, Thai QR bill payment, what the bank says about it."""
