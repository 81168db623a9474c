"""A small provincial newspaper that runs on loopback: for the demo, the tests and the benchmarks.

Written by us, in the true markup of the newspapers' CMS; everything in it is made up. See `Newsroom`.
"""

from borderscraper.newsroom.clock import Plan
from borderscraper.newsroom.room import Newsroom

__all__ = ["Newsroom", "Plan"]
