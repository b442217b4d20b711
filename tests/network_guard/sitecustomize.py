"""Forbid the network to every Python process that finds this folder on its path.

``ALLOWED_NETWORK`` says what is allowed: ``none`` or ``loopback``. What is refused is also written to the file that
``ALLOWED_NETWORK_LOG`` names, since a program may take the refusal for a server that is down.
"""

import os
import sys
from typing import Any

_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
_AT = {"socket.connect": 1, "socket.bind": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0}


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event not in _AT:
        return
    address = args[_AT[event]]
    host = address[0] if isinstance(address, tuple) else address
    if event != "socket.getaddrinfo" and not isinstance(address, tuple):
        return  # a socket of the machine's own, named by a path
    told = host.decode() if isinstance(host, bytes) else str(host)
    if os.environ["ALLOWED_NETWORK"] == "loopback" and (host is None or told.startswith(_LOOPBACK)):
        return
    with open(os.environ["ALLOWED_NETWORK_LOG"], "a", encoding="utf-8") as log:
        log.write(f"{event} {told}\n")
    raise PermissionError(f"{event}: {told} is out of bounds")


sys.addaudithook(_refuse)
