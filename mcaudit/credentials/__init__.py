"""Open Badges 3.0 and CTDL going out: exports, signed endorsements, and the check of a signed endorsement."""
