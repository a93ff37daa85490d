"""What an officer asks about an application, and what its parties answer."""
