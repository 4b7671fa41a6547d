"""Galley turns a journal manuscript into JATS XML that an editor can publish."""
