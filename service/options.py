"""What may be asked of a conversion and of a validation."""

ALL_VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4")
"""Versions of JATS that can be validated."""
VERSIONS = ("1.2", "1.3", "1.4")
"""Versions that can be written."""
TAG_SETS = ("publishing", "archiving")
OUTPUTS = ("xml",)
"""What a conversion can make."""
