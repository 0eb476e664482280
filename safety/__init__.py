"""Sees danger in a message: rules kept as data, a learnt second opinion, nothing but the standard library.

Safety rooms may not fail: `Detector.read` answers on any text, and nothing here logs or keeps what a person wrote.
"""

from safety.detector import Detector, Hit, Reading

__all__ = ["Detector", "Hit", "Reading"]
