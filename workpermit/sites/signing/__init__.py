"""The small site on which a registrar signs a decision."""
