"""Invented try-out data: a school that does not exist, believable and the same for every seed and day."""

from data_layer.demo.filling import DemoReport, fill

__all__ = ["DemoReport", "fill"]
