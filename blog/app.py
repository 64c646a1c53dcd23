"""The wiring, read from top to bottom."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_compress import Compress
from flask_migrate import Migrate
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

import blog.accounts.preference_views
import blog.accounts.session_views
import blog.accounts.views
import blog.comments.handlers
import blog.feeds.views
import blog.learning.handlers
import blog.library.views
import blog.media.handlers
import blog.media.views
import blog.moderation.ban_views
import blog.moderation.canned_views
import blog.moderation.context_views
import blog.moderation.handlers
import blog.moderation.number_views
import blog.moderation.pause_views
import blog.moderation.reason_views
import blog.moderation.record_views
import blog.moderation.rewording_views
import blog.moderation.rule_views
import blog.moderation.run_views
import blog.moderation.saved_filter_views
import blog.moderation.score_views
import blog.moderation.screening_views
import blog.moderation.views
import blog.moderation.watching
import blog.moderation.writer_views
import blog.notifications.handlers
import blog.notifications.views
import blog.posts.autosave
import blog.posts.history
import blog.posts.live_preview
import blog.posts.ordering
import blog.posts.sharing
import blog.posts.term_desk
import blog.posts.views
import blog.reading.archives
import blog.reading.views
import blog.search.handlers
import blog.search.views
import blog.settings.views
import blog.sitemap.views
import blog.web.health
import blog.web.job_pages
from blog import templating
from blog.accounts.guards import refuse_unguarded
from blog.addresses import AddressBook
from blog.cli.install import install as install_commands
from blog.comments.phases import FIRST_PHASES, LAST_PHASES
from blog.comments.screening import Phase
from blog.database import db
from blog.inverses import INVERSES
from blog.jobs.progress import Handler
from blog.jobs.recurring import Recurring
from blog.learning.phase import learned_score
from blog.mail.mailer import FolderMailer
from blog.mail.smtp import SmtpMailer
from blog.moderation.bans import banned
from blog.moderation.rule_phases import words_on_the_list
from blog.reading.converters import PageName
from blog.settings.keys import SiteSettings
from blog.settings.queries import KnownSettings
from blog.storage import FolderStorage
from blog.web import assets, bodies, engine, error_pages, forgery, headers, language, logs, page_cache
from blog.web.limits import Limits
from blog.web.numbers import Digits, WholeNumber
from config import Settings

ROOT = Path(__file__).parent.parent
LARGEST_REQUEST = 1024 * 1024  # bytes

COMPRESSED = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/xml"]
COMPRESSED += ["application/rss+xml", "application/atom+xml", "application/feed+json"]

BLUEPRINTS = (
    blog.web.health.bp,
    blog.web.job_pages.bp,
    blog.accounts.views.bp,
    blog.accounts.session_views.bp,
    blog.accounts.preference_views.bp,
    blog.posts.views.bp,
    blog.posts.live_preview.bp,
    blog.posts.autosave.bp,
    blog.library.views.bp,
    blog.media.views.bp,
    blog.posts.history.bp,
    blog.posts.ordering.bp,
    blog.posts.term_desk.bp,
    blog.posts.sharing.bp,
    blog.moderation.views.bp,
    blog.moderation.run_views.bp,
    blog.moderation.saved_filter_views.bp,
    blog.moderation.rewording_views.bp,
    blog.moderation.canned_views.bp,
    blog.moderation.number_views.bp,
    blog.moderation.context_views.bp,
    blog.moderation.score_views.bp,
    blog.moderation.reason_views.bp,
    blog.moderation.record_views.bp,
    blog.moderation.pause_views.bp,
    blog.moderation.rule_views.bp,
    blog.moderation.ban_views.bp,
    blog.moderation.writer_views.bp,
    blog.moderation.watching.bp,
    blog.notifications.views.bp,
    blog.moderation.screening_views.bp,
    blog.settings.views.bp,
    blog.feeds.views.bp,
    blog.search.views.bp,
    blog.sitemap.views.bp,
    blog.reading.archives.bp,
    blog.reading.views.bp,
)

# How replies are screened, in this order, the cheapest first. Rooms above join theirs here.
PHASES: tuple[Phase, ...] = (
    *FIRST_PHASES,
    words_on_the_list,
    banned,
    *LAST_PHASES,
    learned_score,
)

# Who does each job, by the name that it is enqueued under.
HANDLERS: Mapping[str, Handler] = {
    "make_renditions": blog.media.handlers.make_renditions_of,
    "remove_media_files": blog.media.handlers.remove_media_files,
    "decide_matching": blog.moderation.handlers.decide_matching,
    "index_post": blog.search.handlers.index_post,
    "index_comment": blog.search.handlers.index_comment,
    "count_rule_hits": blog.moderation.handlers.count_rule_hits,
    "purge_expired_replies": blog.moderation.handlers.purge_expired_replies,
    "read_replies": blog.comments.handlers.read_replies,
    "score_reply": blog.learning.handlers.score_reply,
    "reply_held": blog.notifications.handlers.tell_of_reply,
    "send_notice": blog.notifications.handlers.send_notice,
    "send_digest": blog.notifications.handlers.send_digest,
    "forget_notices": blog.notifications.handlers.forget_notices,
    "rebuild_search": blog.search.handlers.rebuild_search,
}

# Jobs that come by themselves, and how often.
RECURRING: Recurring = {"purge_expired_replies": timedelta(days=1), "forget_notices": timedelta(days=1)}


def create_app(
    settings: Settings, translations: Path = language.TRANSLATIONS, handlers: Mapping[str, Handler] = HANDLERS
) -> Flask:
    """The application. Raises RuntimeError when a view has not said who may reach it."""
    app = Flask("blog", root_path=str(ROOT / "blog"), template_folder=str(ROOT / "templates"))
    app.config.update(_config(settings))
    app.url_map.converters.update(int=WholeNumber, digits=Digits, page_name=PageName)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    engine.install(app, _engine(settings, handlers))
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)

    Compress(app)  # what is installed first runs last on the way out
    headers.install(app)
    page_cache.install(app)
    logs.install(app, settings.log_format, settings.log_level)
    app.before_request(bodies.refuse_unmeasured)
    app.before_request(forgery.refuse_forged)
    error_pages.install(app)
    language.install(app, settings.language, translations)
    assets.install(app)
    templating.install(app)

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    refuse_unguarded(app)
    install_commands(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    for name in settings.not_yet:
        logs.log.warning("%s is set, but this release does not use it yet", name)
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SERVER_NAME": urlsplit(settings.site_url).netloc,  # no address is ever made from the Host header
        "PREFERRED_URL_SCHEME": urlsplit(settings.site_url).scheme,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # no error quotes the values of a row
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_REQUEST,
        "COMPRESS_ALGORITHM": ["zstd", "br", "gzip"],
        "COMPRESS_MIMETYPES": COMPRESSED,
    }


def _engine(settings: Settings, handlers: Mapping[str, Handler]) -> engine.Engine:
    return engine.Engine(
        settings=settings,
        addresses=AddressBook(settings.email_keys),
        limits=Limits(settings.data_dir / "limits.db", settings.rate_limits),
        phases=PHASES,
        handlers=handlers,
        known_settings=KnownSettings(SiteSettings(title=settings.site_title, language=settings.language)),
        inverses=INVERSES,
        storage=FolderStorage(settings.data_dir / "media"),
        recurring=RECURRING,
        mailer=SmtpMailer(settings.mail_server) if settings.mail_server else FolderMailer(settings.data_dir / "mail"),
    )
