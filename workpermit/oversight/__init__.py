"""Drafts of new versions of services, cohorts and the calendar, and how a second officer publishes them."""
