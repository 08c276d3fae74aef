"""Reads report.html as a browser does and says what a reader could not trust: an element that a
value opened, a link that leads nowhere or out of http, an id that stands twice, a script or a style
whose digest the page's own policy does not allow. Prints its headings, one a line."""
import base64
import hashlib
import html.parser
import re
import sys

VOID = {"meta", "br", "link", "img"}
LEFT_OPEN = {"p"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.faults, self.open = [], [], [], []
        self.policy, self.blocks, self.headings = "", {"script": [], "style": []}, []

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "srcdoc", "src"):
                self.faults.append(f"<{tag} {name}=...>")
            if name == "id":
                self.ids.append(value)
            if name in ("href", "xlink:href"):
                self.links.append(value)
        attributes = dict(attributes)
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag not in VOID | LEFT_OPEN:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID | LEFT_OPEN:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in LEFT_OPEN:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends what it did not begin")

    def handle_data(self, data):
        if self.open and self.open[-1] in self.blocks:
            self.blocks[self.open[-1]].append(data)
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
faults = page.faults + [f"<{tag}> is not ended" for tag in page.open]
faults += [f"id {name} stands twice" for name in set(page.ids) if page.ids.count(name) > 1]
for link in page.links:
    if link.startswith("#") and link[1:] not in page.ids:
        faults.append(f"{link} leads nowhere")
    if not re.match("#|https?://", link):
        faults.append(f"{link} leads out of the web")
for kind, texts in page.blocks.items():
    digest = base64.b64encode(hashlib.sha256("".join(texts).encode()).digest()).decode()
    if f"{kind}-src 'sha256-{digest}'" not in page.policy:
        faults.append(f"the policy of the page does not allow its {kind}: sha256-{digest}")
if "default-src 'none'" not in page.policy:
    faults.append("the page has no policy that forbids all else")
print("\n".join(page.headings))
for fault in faults:
    print(f"{sys.argv[1]}: {fault}", file=sys.stderr)
sys.exit(1 if faults else 0)
