"""The whole configuration, in one place. Each line can be overridden: `scrapy crawl baolaocai -s NAME=VALUE`.

Settings that start with BORDERSCRAPER_ are this project's own; the others are Scrapy's. Those marked (env) are also read
from environment variables of the same name, so that cron jobs and containers need no edited files.
"""

from __future__ import annotations

import os
from typing import Any

from scrapy.settings import default_settings

BOT_NAME = "borderscraper"
SPIDER_MODULES = ["borderscraper.spiders"]
NEWSPIDER_MODULE = "borderscraper.spiders"
COMMANDS_MODULE = "borderscraper.commands"

# --- Who asks -------------------------------------------------------------------------------------------------------
# The one place for your contact: a page about your crawl or an e-mail address, so that a newspaper's administrators can
# reach you. (env)
BORDERSCRAPER_CONTACT = os.environ.get("BORDERSCRAPER_CONTACT", "")
# {contact} is filled in from BORDERSCRAPER_CONTACT.
USER_AGENT = "borderscraper/0.1 (+{contact})"
# The name that a robots.txt can address.
ROBOTSTXT_USER_AGENT = "borderscraper"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
COOKIES_ENABLED = False

# --- How often ------------------------------------------------------------------------------------------------------
ROBOTSTXT_OBEY = True  # Crawl-delay is honoured too, host by host; an unreadable robots.txt (5xx) closes its host
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one request at a time a host
CONCURRENT_REQUESTS = 4  # a newspaper has two or three hosts; more would only wait inside, and delay a stop
DOWNLOAD_DELAY = 1.0  # seconds between requests to a host; a longer Crawl-delay wins
DOWNLOAD_DELAY_JITTER = 0.3  # ±30 %
AUTOTHROTTLE_ENABLED = True  # slows down with a slow server
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# --- When something fails -------------------------------------------------------------------------------------------
RETRY_TIMES = 4
RETRY_WAIT = 3.0  # seconds before the first retry, then doubled
RETRY_WAIT_MAX = 300.0
RETRY_AFTER_MAX = 900.0  # a Retry-After beyond this leaves the page for the next run
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the spider says it once, with what follows from it
DOWNLOAD_TIMEOUT = 60  # seconds for a whole answer, however slowly it drips
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # some templates refresh themselves every few minutes

# --- Where to -------------------------------------------------------------------------------------------------------
# Everything is written below this directory: <output>/<newspaper>/*.jsonl, state.sqlite, runs.jsonl. (env)
BORDERSCRAPER_OUTPUT = os.environ.get("BORDERSCRAPER_OUTPUT", "output")
# The articles' pictures, by content: <2 hex>/<sha256>.<extension>; {output} is BORDERSCRAPER_OUTPUT. Also s3://, gs://.
# Empty = no pictures. (env)
IMAGES_STORE = os.environ.get("IMAGES_STORE", "{output}/images")
BORDERSCRAPER_IMAGES_MAX_SIZE = 20 * 1024 * 1024  # bytes a picture
BORDERSCRAPER_IMAGES_MAX_BYTES = 0  # bytes of pictures a run, 0 = no limit; -a images_max_bytes wins
BORDERSCRAPER_IMAGES_MAX_PIXELS = 64_000_000  # larger ones are not decoded and not stored
BORDERSCRAPER_IMAGES_LATE_MAX = 1000  # pictures of earlier runs' records that a run tries again
BORDERSCRAPER_PUBLISH_RECORDS = 500  # records a published file at most
BORDERSCRAPER_PUBLISH_SECONDS = 60.0  # finished records are published after this at the latest
BORDERSCRAPER_STATE = True  # False: nothing is locked, kept or published (`scrapy shell`, `scrapy parse`)
BORDERSCRAPER_PROGRESS = True  # a line while it runs and a table at its end, where standard error is a terminal
BORDERSCRAPER_NOW = ""  # an ISO 8601 time at which the run pretends to start: tests and replays
FEED_EXPORT_ENCODING = "utf-8"  # Scrapy's own -o and FEEDS work beside it

# --- Which server ---------------------------------------------------------------------------------------------------
# JSON: host -> local origin, e.g. {"baolaocai.vn": "http://127.0.0.1:8080"}: the host and its subdomains are answered by
# that server, while items keep the newspaper's own URLs. For tests, the demo, replicas and replays. (env)
BORDERSCRAPER_HOSTS: Any = os.environ.get("BORDERSCRAPER_HOSTS", "")
BORDERSCRAPER_HOSTS_ALLOW_REMOTE = False  # let it point elsewhere than to this machine
BORDERSCRAPER_HOSTS_ONLY = True  # with a mapping set, hosts outside it are refused: no test ever touches the web

# --- The walk -------------------------------------------------------------------------------------------------------
BORDERSCRAPER_WINDOW = 8  # requests that the spider hands to Scrapy at a time; the rest waits as short notes
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # in the order found
# Processes that read article pages, so that the crawl only fetches and keeps books; 0 = it reads them itself. A polite
# crawl waits anyway; beside a fast server 1 makes it half as fast again, for some 30 MB (docs/operating.md).
BORDERSCRAPER_READERS = 0
BORDERSCRAPER_READ_SECONDS = 60.0  # a page that takes such a process longer counts as failed
# Scrapy starts so many tasks for every answer. An answer holds one article, and requests that must not wait for its pictures.
CONCURRENT_ITEMS = 2
WARN_ON_GENERATOR_RETURN_VALUE = False  # looked up for every answer; the callbacks are known
BORDERSCRAPER_CHALLENGES_MAX = 3  # challenge pages in a row after which a run ends

# --- What it is made of ---------------------------------------------------------------------------------------------
DOWNLOAD_HANDLERS = {
    "http": "borderscraper.crawl.hosts.HostsDownloadHandler",
    "https": "borderscraper.crawl.hosts.HostsDownloadHandler",
    "ftp": None,
    "s3": None,
    "file": None,
    "data": None,
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "borderscraper.crawl.manners.OnSite": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "borderscraper.crawl.manners.StrictRobots": 100,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "borderscraper.crawl.manners.BackOffRetry": 550,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    # these drop requests without a word, or cost time for nothing here: the walk keeps its own account of depth
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,  # marks what only another start queue looks at
}
# Scrapy loads what is switched off, too, and this one a whole web server with it: 0.1 s and 10 MB a run
EXTENSIONS_BASE = {name: n for name, n in default_settings.EXTENSIONS_BASE.items() if "remote_control" not in name}
EXTENSIONS = {
    "borderscraper.crawl.durable.Durable": 10,  # lock, state, publication, run report
    "scrapy.extensions.throttle.AutoThrottle": None,
    "borderscraper.crawl.manners.PolitePace": 0,
}
ITEM_PIPELINES = {
    "borderscraper.crawl.images.ImagesPipeline": 500,
    "borderscraper.crawl.durable.DurablePipeline": 900,
}

# --- What is said ---------------------------------------------------------------------------------------------------
LOG_LEVEL = "WARNING"  # nothing but warnings in a cron mail; a person sees the run's own progress and report
STATS_DUMP = False  # the run report holds them
LOGSTATS_INTERVAL = 0

# --- Not used -------------------------------------------------------------------------------------------------------
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
HTTPCACHE_ENABLED = False  # revalidation is the state store's work
REFERER_ENABLED = True
