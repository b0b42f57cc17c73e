"""Questions of people themselves: SQL on pseudonymised tables, in a process of its own that can be killed."""
