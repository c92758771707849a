"""Discord: alerts posted, commands answered."""
