"""What could be done on paper: values in, values out; no store, no clock, no screen."""
