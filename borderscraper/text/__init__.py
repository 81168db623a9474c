"""Vietnamese text: Unicode, white space, dates, bylines, lead prefixes, captions. Plain functions, no Scrapy."""
