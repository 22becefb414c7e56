"""The edition for readers: as a list, as JSON, and one thing of it explained."""

from mcaudit.render.catalogue.contract import as_json
from mcaudit.render.catalogue.explaining import explained, names
from mcaudit.render.catalogue.listing import as_list

__all__ = ["as_json", "as_list", "explained", "names"]
