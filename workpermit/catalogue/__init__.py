"""Services, forms, documents, fees, rules and places: what the law asks, as dated data."""
