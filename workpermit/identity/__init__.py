"""Is this the person: what a clerk confirms at a counter."""
