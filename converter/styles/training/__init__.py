"""How the model of the reference parser is made: `python -m converter.styles.training`."""
