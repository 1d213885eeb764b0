"""What the machine suggests from the texts themselves; a person takes each suggestion or leaves it."""
