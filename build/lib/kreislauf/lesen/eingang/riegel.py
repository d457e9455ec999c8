"""Linux only: from here on the kernel refuses this process every call beyond computing and its open pipes."""

import ctypes
import platform
import sys

_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2
_ERLAUBT, _VERWEIGERT = 0x7FFF0000, 0x00050001  # allow; answer with EPERM
_LADE, _GLEICH, _ENDE = 0x20, 0x15, 0x06  # BPF: load a word, jump if equal, return
_NUMMER, _BAUART, _ERSTE_ANGABE = 0, 4, 16  # places in the record that the kernel shows to the filter

# read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn mremap madvise getpid
# exit gettimeofday getrusage sigaltstack sched_yield gettid futex clock_gettime exit_group restart_syscall getrandom
# rseq fcntl writev readv membarrier; prlimit64 only for the process itself
_RUFE = {
    "x86_64": (
        0xC000003E,
        302,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 25, 28, 39, 60, 96, 98, 131, 24, 186, 202, 228, 231, 219, 318, 334,
         72, 20, 19, 324),
    ),
    "aarch64": (
        0xC00000B7,
        261,
        (63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 216, 233, 172, 93, 169, 165, 132, 124, 178, 98, 113, 94,
         128, 278, 293, 25, 66, 65, 283),
    ),
}  # fmt: skip


class _Schritt(ctypes.Structure):
    _fields_ = [("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint32)]


class _Filter(ctypes.Structure):
    _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.POINTER(_Schritt))]


def schiebe_vor() -> bool:
    """True if the kernel took the filter; it cannot be taken back."""
    if not sys.platform.startswith("linux") or platform.machine() not in _RUFE:
        return False
    schritte = _schritte(*_RUFE[platform.machine()])
    programm = _Filter(len(schritte), (_Schritt * len(schritte))(*schritte))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    if prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SECCOMP, _FILTER, ctypes.byref(programm), 0, 0) == 0)


def _schritte(bauart: int, prlimit: int, rufe: tuple[int, ...]) -> list[_Schritt]:
    schritte = [
        _Schritt(_LADE, 0, 0, _BAUART),
        _Schritt(_GLEICH, 1, 0, bauart),
        _Schritt(_ENDE, 0, 0, _VERWEIGERT),
        _Schritt(_LADE, 0, 0, _NUMMER),
    ]
    for ruf in rufe:
        schritte += [_Schritt(_GLEICH, 0, 1, ruf), _Schritt(_ENDE, 0, 0, _ERLAUBT)]
    return [
        *schritte,
        _Schritt(_GLEICH, 0, 3, prlimit),
        _Schritt(_LADE, 0, 0, _ERSTE_ANGABE),
        _Schritt(_GLEICH, 0, 1, 0),
        _Schritt(_ENDE, 0, 0, _ERLAUBT),
        _Schritt(_ENDE, 0, 0, _VERWEIGERT),
    ]
