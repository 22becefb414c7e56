"""The edition for readers: as a list, and one thing of it explained."""

from mcaudit.render.catalogue.explaining import explained, names
from mcaudit.render.catalogue.listing import as_list

__all__ = ["as_list", "explained", "names"]
