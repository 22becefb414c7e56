"""The document of an audit, as blocks: the answer first, then why, then every finding and what it rests on."""
