"""No sockets but local ones, for this process and all it starts: a filter of system calls that nothing takes off again.

It holds where the system allows no network namespace of our own, as in a container without rights.
See seccomp(2); the numbers are those of the kernel's headers.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
import sys

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By the name of a machine: how the kernel names its calls, and the number of `socket`."""
_RING = 425
"""`io_uring_setup`: what is done through a ring is no system call, so nobody gets one."""
_FOREIGN_CALLS = 0x40000000
"""From here on, the calls of x32."""
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def forbid_sockets() -> None:
    """Gain no rights and refuse all sockets but local ones from now on, as far as kernel and machine are known."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    known = _MACHINES.get(platform.machine())
    if known is None:
        return
    steps = _list_steps(*known)
    program = _Program(len(steps), b"".join(struct.pack("HBBI", *each) for each in steps))
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) and ctypes.get_errno() != errno.EINVAL:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _list_steps(architecture: int, call: int) -> list[tuple[int, int, int, int]]:
    """The filter: what to do, how many steps to go on if it holds and if not, and with what."""
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 7, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 5, 0, _FOREIGN_CALLS),
        (_EQUAL, 4, 0, _RING),
        (_EQUAL, 0, 2, call),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 0, 1, int(socket.AF_UNIX)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
