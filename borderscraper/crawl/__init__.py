"""The Scrapy parts: state store, middlewares, pipelines, extensions, exit status."""
