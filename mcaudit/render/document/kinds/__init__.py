"""The kinds of document: each module here is one, under the suffix of its files."""
