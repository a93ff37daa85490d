"""The keyring of the demonstration people, and the maker's signature for a software authenticator on a page.

Only a demonstration key store trusts the root that this keyring's attestation chains to; a real one refuses it.
"""
