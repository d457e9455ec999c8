"""From the raw text of a paper to paragraphs with sections, every character traceable to its line in the source."""
