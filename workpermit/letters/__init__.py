"""Messages to people: queued with the act that causes them, opened and sent by the courier alone."""
