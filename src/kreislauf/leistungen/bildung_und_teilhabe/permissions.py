"""Bildung und Teilhabe holds no tables of its own; rights are those of files and procedure."""
