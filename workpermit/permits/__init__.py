"""Work permits: issued once per decision, signed by the vault."""
