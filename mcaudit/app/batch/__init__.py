"""A whole catalog: sources in, tables out, on one machine or several."""
