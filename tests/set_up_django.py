"""Importing this makes the slices' models known: what a process does first that pytest did not start."""

import django

django.setup()
