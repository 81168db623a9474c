"""One small class a newspaper; the walk itself stands once, in `base`."""
