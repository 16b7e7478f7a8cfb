"""Where a printer is, as a setting says it: none, file:, net:, device: or cups:.

Only what is written is looked at here. Whether the printer is there is found out when something is printed, by the till
it stands at: another till may set it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal, NamedTuple, cast

from shopstock.refusal import BadInput
from shopstock.text import clean_text, fit

PORT = 9100  # raw printing, as JetDirect began it and every network printer speaks it
NONE = "none"
EXAMPLES = "none, file:/folder, net:192.168.1.50, device:/dev/usb/lp0 or cups:QUEUE"
Way = Literal["none", "file", "net", "device", "cups"]
_HOST = re.compile(r"(\[[0-9A-Fa-f:.%A-Za-z]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::([0-9]{1,5}))?")
_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,126}")  # never a dash first: lp would read an option


class PrinterAddress(NamedTuple):
    """A printer: the way to it, the folder, host, device or queue, and the port where there is one."""

    way: Way
    where: str = ""
    port: int = 0

    @property
    def text(self) -> str:
        """As the setting is written; the usual port is not said."""
        if self.way == NONE:
            return NONE
        port = f":{self.port}" if self.way == "net" and self.port != PORT else ""
        return f"{self.way}:{self.where}{port}"


def address_of(text: str) -> PrinterAddress:
    """What a text says of a printer; raises BadInput where it says none."""
    typed = clean_text(text)
    way, _, where = typed.partition(":")
    way, where = way.casefold().strip(), where.strip()
    if typed.casefold() == NONE:
        return PrinterAddress("none")
    if way in ("file", "device"):
        if not (PurePosixPath(where).is_absolute() or PureWindowsPath(where).is_absolute()):
            raise BadInput(f'"{fit(where, 30)}": the whole path, such as {_EXAMPLE[way]}')
        return PrinterAddress(cast(Way, way), where)
    if way == "net":
        return _net(where)
    if way == "cups":
        if not _QUEUE.fullmatch(where):
            raise BadInput(f'"{fit(where, 30)}" is no queue of CUPS. lpstat -e lists them')
        return PrinterAddress("cups", where)
    raise BadInput(f'"{fit(typed, 24)}" is no printer: {EXAMPLES}')


_EXAMPLE = {"file": "file:/home/mia/papers", "device": "device:/dev/usb/lp0"}


def _net(where: str) -> PrinterAddress:
    found = _HOST.fullmatch(where)
    if not found:
        raise BadInput(f'"{fit(where, 30)}" is no network printer: net:192.168.1.50 or net:host:9100')
    port = int(found[2] or PORT)
    if not 0 < port < 65536:
        raise BadInput(f"{port} is no port: 1 to 65535, usually {PORT}")
    return PrinterAddress("net", found[1], port)


def printer_text(text: str) -> str:
    """The check of a setting: a printer in its one form, or BadInput."""
    return address_of(text).text
