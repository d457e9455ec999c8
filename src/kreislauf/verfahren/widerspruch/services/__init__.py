"""Objections: taken in, remedied, withdrawn; the Widerspruchsbescheid is in `entscheiden`."""

from kreislauf.verfahren.widerspruch.services.annehmen import (
    attacked,
    file_widerspruch,
    remedy_widerspruch,
    reopen_widerspruch,
    withdraw_widerspruch,
)

__all__ = ["attacked", "file_widerspruch", "remedy_widerspruch", "reopen_widerspruch", "withdraw_widerspruch"]
