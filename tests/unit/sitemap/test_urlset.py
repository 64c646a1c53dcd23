"""Sitemaps byte by byte."""

from datetime import UTC, datetime

from blog.sitemap.urlset import Place, build_index, build_urlset

PLACES = [
    Place("https://blog.example/?a=1&b=<2>", datetime(2026, 4, 6, 9, 30, 1, 5, tzinfo=UTC)),
    Place("https://blog.example/a\x00/", None),
]
BEGIN = "<?xml version='1.0' encoding='utf-8'?>\n"


def test_a_part_lists_pages() -> None:
    assert build_urlset(PLACES).decode() == (
        f'{BEGIN}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<url><loc>https://blog.example/?a=1&amp;b=&lt;2&gt;</loc><lastmod>2026-04-06T09:30:01+00:00</lastmod></url>"
        "<url><loc>https://blog.example/a/</loc></url></urlset>"
    )


def test_the_index_lists_parts() -> None:
    assert build_index(PLACES[1:]).decode() == (
        f'{BEGIN}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>https://blog.example/a/</loc></sitemap></sitemapindex>"
    )
