"""Pages to reports: a stage; it imports no other stage."""

from sayso.read.page import read_page

__all__ = ["read_page"]
