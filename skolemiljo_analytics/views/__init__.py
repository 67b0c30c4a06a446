"""The door to eyes: labels, layouts, pictures, the interactive map, tables."""
