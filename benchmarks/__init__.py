"""Quality, speed, memory and delivery, each against a peer or a limit in the same run."""
