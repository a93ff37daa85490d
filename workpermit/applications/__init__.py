"""Applications for a work permit, from draft to outcome."""
