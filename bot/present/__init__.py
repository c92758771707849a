"""Stories and answers → messages. Pure: what is said is decided here, how it looks in the adapters."""
