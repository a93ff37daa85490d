"""The network of service centres: counters, equipment, days, staff, and the places that follow from them."""
