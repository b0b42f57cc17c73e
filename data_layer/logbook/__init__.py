"""The log as it is kept, checked, expired and read: what is written in it stands in `data_layer.log`."""
