"""What counts as an item of the record, and how it is put together from the paragraphs."""
