"""The pages of a static site: an index, a page for each micro-credential, a comparison, and the criteria."""
