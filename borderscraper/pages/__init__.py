"""What a page says: bytes and a URL in, records out. No Scrapy, no network.

    read_article(body, url, paper) -> Article        raises NotAnArticle
    read_listing(body, url, paper) -> Listing        section, tag and search pages, home pages

Feeds, sitemaps and load-more answers: `feeds`, `sitemaps`, `loadmore`.
"""
