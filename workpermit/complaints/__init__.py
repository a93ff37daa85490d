"""Complaints: filed by anybody who is signed in, answered by the office that is responsible."""
