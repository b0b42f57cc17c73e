"""Many people at one desk: real sessions over the websocket, as a browser has them, against a desk in a process."""
