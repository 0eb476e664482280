"""What measures: understanding, safety, language, search, dialogue, speed. The service needs nothing of it."""
