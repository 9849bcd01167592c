"""Records. frozen nouns that travel."""
