"""What holds for all tests."""

import os

# crawls that are not about pictures leave them out; tests/images turns them on
os.environ.setdefault("IMAGES_STORE", "")
