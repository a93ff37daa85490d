"""The register of companies of the demonstration: made-up companies in the published shape."""
