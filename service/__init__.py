"""Galley as a web service; it knows the door of the converter alone."""
