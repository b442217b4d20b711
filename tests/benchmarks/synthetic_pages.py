"""Invented web pages as outlets make them: a known main text among menus, cookie notes, related links and comments.

The texts are those of the invented corpus. Four layouts stand for the ways in which pages mark their text: as an
article, by class names alone, in a main element with links within the text, and in tables without any mark.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from tests.benchmarks.synthetic_corpus import SEED, invent_articles

N_CHARACTERS = 5_000
LEAST_BYTES, MOST_BYTES = 20_000, 80_000


@dataclass(frozen=True)
class Page:
    """A page: where it is, its HTML, its headline, and the paragraphs that its readers came for."""

    url: str
    html: str
    title: str
    paragraphs: tuple[str, ...]


def invent_pages(n_pages: int) -> Iterator[Page]:
    """Stream pages of 20 to 80 kB, the same in every run."""
    others = [article.text.split("\n\n")[-1] for article, _ in invent_articles(200, first=10**6)]
    for number, (article, _) in enumerate(invent_articles(n_pages, n_characters=N_CHARACTERS)):
        draw = random.Random(SEED * 1_000_003 + number)
        headline, *paragraphs = article.text.split("\n\n")
        title = f"{headline.removesuffix('.')}: what is known of the fighting"
        layout = LAYOUTS[number % len(LAYOUTS)]
        body = layout(f"<h1>{escape(title)}</h1>", [escape(each) for each in paragraphs], draw)
        wanted = draw.randint(LEAST_BYTES, MOST_BYTES)
        html = _frame(title, str(article.published_date), body, others, draw, wanted)
        yield Page(article.url or "", html, title, tuple(paragraphs))


def _in_article(heading: str, paragraphs: list[str], draw: random.Random) -> str:
    share = '<div class="share"><a href="#s">Share</a> <a href="#m">Mail</a> <a href="#p">Print</a></div>'
    return f"<main><article>{heading}{share}{_join(paragraphs)}</article></main>"


def _in_classes(heading: str, paragraphs: list[str], draw: random.Random) -> str:
    newsletter = '<div class="newsletter"><p>Sign up for our morning letter and read it before all others.</p></div>'
    middle = len(paragraphs) // 2
    body = _join(paragraphs[:middle]) + newsletter + _join(paragraphs[middle:])
    return f'<div class="story"><div class="story-head">{heading}</div><div class="story-body">{body}</div></div>'


def _in_main(heading: str, paragraphs: list[str], draw: random.Random) -> str:
    linked = [
        each.replace(" the ", f' <a href="/topic/{draw.randrange(99)}">the</a> ', 1) if draw.random() < 0.3 else each
        for each in paragraphs
    ]
    figure = '<figure><img src="/p.jpg" alt="A bridge"><figcaption>A bridge. Photo: agency</figcaption></figure>'
    return f"<main>{heading}{figure}{_join(linked)}</main>"


def _in_table(heading: str, paragraphs: list[str], draw: random.Random) -> str:
    menu = "".join(f'<tr><td><a href="/{n}">Section {n}</a></td></tr>' for n in range(12))
    text = "<br><br>".join(paragraphs)
    return f"<table><tr><td><table>{menu}</table></td><td>{heading}<div>{text}</div></td></tr></table>"


LAYOUTS: tuple[Callable[[str, list[str], random.Random], str], ...] = (_in_article, _in_classes, _in_main, _in_table)


def _join(paragraphs: list[str]) -> str:
    return "\n".join(f"<p>{each}</p>" for each in paragraphs)


def _frame(title: str, published: str, body: str, others: list[str], draw: random.Random, n_bytes: int) -> str:
    """Return a page around its main part: what every page of an outlet has, and scripts up to ``n_bytes``."""
    menu = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(30))
    related = "".join(
        f'<li><a href="/{draw.randrange(10**6)}">{escape(draw.choice(others)[:90])}</a></li>' for _ in range(10)
    )
    comments = "".join(
        f'<div class="comment"><b>Reader {draw.randrange(999)}</b><p>{escape(draw.choice(others)[:300])}</p></div>'
        for _ in range(draw.randint(0, 8))
    )
    data = json.dumps({"@type": "NewsArticle", "headline": title, "datePublished": published})
    page = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | The Outlet</title>
<meta property="og:site_name" content="The Outlet"><meta property="article:published_time" content="{published}">
<script type="application/ld+json">{data}</script><style>.a{{color:red}}</style></head><body>
<div id="cookie-note"><p>We and our 120 partners keep cookies to know what you read. Accept all or choose.</p></div>
<header><nav><ul>{menu}</ul></nav></header>
{body}
<aside class="related"><h2>Read also</h2><ul>{related}</ul></aside>
<section id="comments"><h2>Comments</h2>{comments}</section>
<footer><p>All rights reserved. Terms of use. Contact the editors.</p></footer>"""
    script = "".join(f"window.w{n}={draw.getrandbits(64)};" for n in range(max(0, n_bytes - len(page)) // 34))
    return f"{page}<script>{script}</script></body></html>"
