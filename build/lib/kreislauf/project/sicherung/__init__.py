"""Back up and restore a whole installation: database, files, anchors; each restoration proves what it brought back."""


class Sicherungsfehler(Exception):
    """A backup or restoration cannot be done; the text says why and what to do."""
