"""Graph components of ours for the Rasa pipeline."""
