"""The engine room: what Rasa Open Source needs to understand a message and to decide what comes next.

Runs in its own environment (Python 3.10). Nothing else of this repository is imported here.
"""
