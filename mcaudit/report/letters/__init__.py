"""What providers get about an audit: letters, and lists of what to do."""
