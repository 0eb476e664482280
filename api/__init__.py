"""The service over HTTP: one turn of a conversation, the library, and the pages."""
