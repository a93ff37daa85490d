"""The pages of the signing site."""
