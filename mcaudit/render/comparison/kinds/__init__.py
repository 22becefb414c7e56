"""The kinds of file that a comparison is written as: each module here is one, under the ending of its files."""
