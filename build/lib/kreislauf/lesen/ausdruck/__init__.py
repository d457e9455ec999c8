"""Expressions inside a German text: times, amounts, votes, norms, references."""
