"""A small provincial newspaper that runs on loopback: for the demo, the tests and the benchmarks."""
