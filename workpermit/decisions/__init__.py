"""Recommending and deciding: the registrar alone."""
