"""What can go wrong with a warehouse; every message is one sentence that says what to do next."""


class WarehouseError(Exception):
    """The warehouse cannot do what was asked."""


class WarehouseBusy(WarehouseError):
    """Somebody else is writing."""


class WarehouseNewer(WarehouseError):
    """The file was written by a newer Nightdesk."""


class WarehouseMissing(WarehouseError):
    """Nothing has been published there yet."""
