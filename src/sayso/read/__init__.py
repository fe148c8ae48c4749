"""Pages to reports: a stage; it imports no other stage."""
