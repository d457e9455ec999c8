"""OParl in: reading the open data of another council information system, politely and without trusting it."""
