"""What measures: understanding, safety, language, search, dialogue, speed. Nothing here is needed to run the service."""
