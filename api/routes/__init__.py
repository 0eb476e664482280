"""The end points, one file a room."""
