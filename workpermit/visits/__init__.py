"""The queue of a centre: tickets, counters that call them, the times that both take."""
