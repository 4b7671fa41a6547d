"""What the parts share when they recognise: the draft they claim from, fronts, names, nodes."""
