"""Nutgraf's core: articles in, alerts and answers out."""
