"""Whether the promise is kept: figures with their rows, charts, and the parts that overview and report are made of."""
