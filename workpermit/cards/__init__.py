"""Permit cards: the print queue of each centre, from the issued permit to the card in the worker's hand."""
