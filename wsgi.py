"""The WSGI application, for any server: `wsgi:app`. A wrong setting ends the start with one line."""

import os
import sys

from dotenv import load_dotenv

from blog.app import create_app
from config import ConfigError, Settings

load_dotenv(".env")
try:
    settings = Settings.from_env(os.environ)
except ConfigError as error:
    sys.exit(f"Rejoinder can't start: {error}")

app = create_app(settings)
