"""The desk of the registrar and the assistant registrar."""
