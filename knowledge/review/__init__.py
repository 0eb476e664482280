"""Who vouches for a card: signing, verifying, and what may be served."""

from knowledge.review.contacts import unlisted
from knowledge.review.reviews import Reviews, servable
from knowledge.review.signature import Reviewer, Signature

__all__ = ["Reviewer", "Reviews", "Signature", "servable", "unlisted"]
