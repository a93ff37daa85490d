"""Filters of the registrar's desk."""
