"""The fields of an article's record, a module each: which witnesses of the page speak for it, in which order."""
