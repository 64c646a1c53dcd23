"""The benchmarks: `make bench`. Each line is a number and what it means; `--quick` only shows that all of them run.

What counts are the ratios: both sides of each were measured in this run, on this machine.
"""

import argparse
import time

from bench import cleaning, feed, home, memory, post_page, queries, queue, renditions, replies, saving, search
from bench.site import bench_site
from blog.text.render import render_comment


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="Measure what the blog costs.")
    parser.add_argument("--quick", action="store_true", help="a moment each, to see that it runs")
    seconds = 0.5 if parser.parse_args().quick else 4.0
    started = time.monotonic()
    with bench_site() as site:
        show("The post's page with 200 replies", post_page.measure(site, seconds))
        show("Queries for one post's page", queries.measure(site))
        show("The first page", home.measure(site, seconds))
        show("The feed of 20 posts", feed.measure(site, seconds))
        show("A long post saved", saving.measure(site, runs=2 if seconds < 1 else 7))
        show("Replies posted", replies.measure(site, seconds))
        show("Memory", memory.measure(site))
    show("A photograph", renditions.measure(renditions.SMALL if seconds < 1 else renditions.LARGE))
    if seconds >= 1:
        show("A search", search.measure(runs=15))
        show("The queue", queue.measure(runs=15))
        show("Cleaning", cleaning.measure())
    else:
        show("A search", search.measure(runs=3, times_as_many=10, share=0.05))
        show("The queue", queue.measure(runs=3, few=2_000, times_as_many=5))
        took = cleaning.milliseconds(render_comment, cleaning.ordinary(1000))
        show("Cleaning", [f"cleaning  1 kB of ordinary text: {took:.1f} ms"])
    print(f"\n{time.monotonic() - started:.0f} s in all", flush=True)


def show(title: str, lines: list[str]) -> None:
    print(f"\n{title}", *(f"  {line}" for line in lines), sep="\n", flush=True)


if __name__ == "__main__":
    main()
