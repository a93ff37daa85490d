"""Places at the centres: capacity held by the database, bookings, visits."""
