"""Scrapy spiders for Vietnam's provincial newspapers: clean articles with images and metadata as JSON Lines."""
