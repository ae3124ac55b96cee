from __future__ import annotations

import pytest

from ponte.lib.mail.cleaning import clean
from ponte.lib.mail.htmltext import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br>lines</p>", "One\n\nTwo\nlines"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("one\n  two\t three", "one two three"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        (
            "<table><tr><th>Item</th><th>Qty</th></tr><tr><td>Bike</td><td>2</td></tr></table>",
            "Item | Qty\nBike | 2",
        ),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a | b"),
        ("<a href='https://x.example/a'>here</a>", "here <https://x.example/a>"),
        ("<a href='https://x.example/'>x.example</a>", "x.example"),
        ("<a href='mailto:a@x.example'>a@x.example</a>", "a@x.example"),
        ("<blockquote>a<br>b</blockquote>c", "> a\n> b\n\nc"),
        ("<blockquote style='margin:0 0 0 40px;border:none'>only moved in</blockquote>", "only moved in"),
        ("<div style='display:none;max-height:0'>preview</div><p>body</p>", "body"),
        ("<span style='font-size:0px'>preview</span>body", "body"),
        ("<title>t</title><style>p{}</style><script>x</script><p>body</p>", "body"),
        ("<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc"),
        ("a<hr>b", "a\n----------\nb"),
        ("<img alt='Velora' src='cid:x'>", "[Velora]"),
        ("<img alt='😊' src='cid:x'>", "😊"),
        ("<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>b</p>", "a\n\nb"),
        ("5 &lt; 6 &amp;amp; x", "5 < 6 &amp; x"),
        ("<q>said</q>", "“said”"),
    ],
)
def test_html_reads_as_text(html: str, text: str) -> None:
    assert text_of(clean(html)) == text
