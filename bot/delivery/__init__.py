"""Getting what is owed to the channels: nothing twice, nothing lost."""
