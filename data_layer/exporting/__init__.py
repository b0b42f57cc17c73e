"""Taking a list along as a file: what it holds, how it is written, and what the log says of it."""
