"""`scrapy <command>`s, thin."""
