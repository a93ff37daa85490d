"""Signing in: the only site that asks for a passkey or the national login."""
