"""What readers and their machines are told: a verdict in the forms in which it leaves the desk."""
