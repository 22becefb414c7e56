"""The kinds of file that feedback is written as: each module here is one, under the ending of its files."""
