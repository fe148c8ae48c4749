"""Analyses to events, attributions, times, places, actors, figures, loaded words and claims: a stage, pure."""
