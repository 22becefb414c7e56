"""Reads reviewers' decisions and settlements: files of them, and filled-in workbooks."""
