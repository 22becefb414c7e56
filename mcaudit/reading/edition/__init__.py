"""Reads an edition of the criteria, and checks what no schema can see."""
