"""The exchange with the bank and, later, with agencies."""
