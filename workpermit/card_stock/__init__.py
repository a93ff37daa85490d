"""Blank cards: who holds which serials, from the delivery to the card that was issued, spoiled or written off."""
