"""The vault: the only program that opens a sealed record, mints a session, or signs a permit.

Start reading at `purposes.py` (who may open what), `power.py` (signed statements), then `ops/`, one file
for each group of operations. It imports the core and the pure formats of `sealing`, nothing else of
ours, and nobody imports it but the launcher.
"""
