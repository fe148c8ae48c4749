"""What is shown: pure functions from codings to records, which the command line and the web render."""
