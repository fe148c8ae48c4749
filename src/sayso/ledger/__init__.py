"""Incidents: what several claims, voices and reports say of one happening, gathered without settling anything."""
