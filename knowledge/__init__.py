"""The library: what patients read, and the code that checks, signs, indexes and searches it."""
