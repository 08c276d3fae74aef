"""Reads the tree of elements of a report's PDF, as a reader's aid does.

usage: pdf_tags.py FILE.pdf

The document is marked, has a language, XMP and a title that is shown; every piece of content is of an element or
decoration; the map back from marks and links to elements is whole; each figure has an alternative text, each link
words and a target; elements stand in the order of their content, and the text that the tree holds is the text of
the pages but for their feet and for heads that a later page repeats.
"""
import json
import re
import subprocess
import sys

PAINTS = {b"Tj", b"TJ", b"'", b'"', b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"Do", b"sh"}
TOKEN = re.compile(rb"<<.*?>>|\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|\[|\]|/[^\s/<>\[\]()]+|[^\s/<>\[\]()]+", re.S)
STANDARD = set("Document H1 H2 P Table TR TH TD Div Figure Caption Link Span".split())


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout


class Tagged:
    def __init__(self, path):
        self.path, self.faults = path, []
        self.objects = json.loads(run("qpdf", "--json", "--json-key=qpdf", path))["qpdf"][1]
        self.root = self.get(self.objects["trailer"]["value"]["/Root"])

    def fault(self, text):
        self.faults.append(text)

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = self.objects["obj:" + value]
            value = value.get("value", value.get("stream", {}).get("dict"))
        return value

    # --- the document ---

    def check_catalog(self):
        root = self.root
        if self.get(root.get("/MarkInfo", {})).get("/Marked") is not True:
            self.fault("it is not marked")
        if not root.get("/Lang"):
            self.fault("it has no language")
        if self.get(root.get("/ViewerPreferences", {})).get("/DisplayDocTitle") is not True:
            self.fault("its title is not shown")
        if "/Metadata" not in root:
            self.fault("it has no XMP")
            return
        packet = run("qpdf", "--show-object=" + root["/Metadata"].split()[0], "--filtered-stream-data", self.path).decode()
        title = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", packet, re.S)
        if not title or not title[1].strip():
            self.fault("its XMP has no title")

    # --- elements ---

    def walk(self, reference, depth=0):
        """The marks below an element, in order: (page, number)."""
        element = self.get(reference)
        kind = element.get("/S", "")[1:]
        if kind not in STANDARD:
            self.fault(f"'{kind}' is no element of ours")
        if kind == "Figure" and len(self.text(element.get("/Alt"))) < 10:
            self.fault("a figure has no alternative text")
        kids, links = self.get(element["/K"]), 0
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, int):
                self.owner[element["/Pg"], kid] = reference
                yield element["/Pg"], kid
                continue
            value = self.get(kid)
            if value.get("/Type") == "/MCR":
                self.owner[value["/Pg"], value["/MCID"]] = reference
                yield value["/Pg"], value["/MCID"]
            elif value.get("/Type") == "/OBJR":
                links += 1
                self.link_owner[value["/Obj"]] = reference
            else:
                if value.get("/P") != reference:
                    self.fault(f"a {value.get('/S')} does not know its parent")
                yield from self.walk(kid, depth + 1)
        if kind == "Link" and links != 1:
            self.fault(f"a link with {links} targets")
        if kind == "TR" and not kids:
            self.fault("a row without cells")

    @staticmethod
    def text(value):
        return value[2:] if isinstance(value, str) and value[:2] in ("u:", "b:") else ""

    # --- content ---

    def marks(self, number, reference):
        """Numbers of the marks of a page in the order of its content; what is in none is a fault."""
        contents = self.get(reference)["/Contents"]
        stream = b""
        for one in contents if isinstance(contents, list) else [contents]:
            stream += run("qpdf", "--show-object=" + one.split()[0], "--filtered-stream-data", self.path) + b"\n"
        depth, last = 0, []
        for found in TOKEN.finditer(stream):
            token = found[0]
            if token == b"BDC":
                depth += 1
                yield int(re.search(rb"/MCID (\d+)", last[-1])[1])
            elif token == b"BMC":
                depth += 1
                if last[-1] != b"/Artifact":
                    self.fault(f"page {number}: a mark that is neither an element's nor decoration")
            elif token == b"EMC":
                depth -= 1
            elif token in PAINTS and depth != 1:
                self.fault(f"page {number}: {token.decode()} at depth {depth} of marks")
            last = [*last[-1:], token]
        if depth != 0:
            self.fault(f"page {number}: a mark is left open")

    def check(self):
        self.check_catalog()
        if "/StructTreeRoot" not in self.root:
            self.fault("it has no tree of elements")
            return
        tree = self.get(self.root["/StructTreeRoot"])
        self.owner, self.link_owner = {}, {}
        kids = tree["/K"] if isinstance(tree["/K"], list) else [tree["/K"]]
        order = [mark for kid in kids for mark in self.walk(kid)]
        numbers = self.get(tree["/ParentTree"])["/Nums"]
        parents = dict(zip(numbers[::2], numbers[1::2]))
        if list(parents) != sorted(parents) or len(parents) != len(numbers) // 2:
            self.fault("the map back to elements is not sorted")
        for number, page in enumerate(self.pages(self.get(self.root["/Pages"])), 1):
            value = self.get(page)
            here = [(page, mark) for mark in self.marks(number, page)]
            back = self.get(parents[value["/StructParents"]])
            if [self.owner.get(mark) for mark in here] != back:
                self.fault(f"page {number}: marks and elements do not agree")
            if here != [mark for mark in order if mark[0] == page]:
                self.fault(f"page {number}: elements stand in another order than their content")
            for link in self.get(value.get("/Annots", [])):
                annotation = self.get(link)
                if parents.get(annotation.get("/StructParent")) != self.link_owner.get(link, "none"):
                    self.fault(f"page {number}: a link is of no element")
                if not self.text(annotation.get("/Contents")):
                    self.fault(f"page {number}: a link has no words")

    def pages(self, node):
        for kid in node["/Kids"]:
            if self.get(kid)["/Type"] == "/Pages":
                yield from self.pages(self.get(kid))
            else:
                yield kid

    # --- what is read aloud ---

    def check_text(self):
        lines = run("pdfinfo", "-struct-text", self.path).decode().splitlines()
        heard = "".join(m[1] for m in (re.match(r'\s*"(.*)"$', line) for line in lines) if m)
        raw = run("pdftotext", "-raw", self.path, "-").decode()
        raw = re.sub(r"^Plume \d.*\n(\d+ / \d+\n)?|^\d+ / \d+$", "", raw, flags=re.M)
        # pdftotext sets right-to-left letters in the order of the page.
        heard, seen = ("".join(re.sub(r"[-\u00ad\u0590-\u08ff\u200e\u200f\u202a-\u202e]", "", t).split())
                       for t in (heard, raw))
        at = 0
        for i, letter in enumerate(heard):
            found = seen.find(letter, at)
            if found < 0 or found - at > 400:
                self.fault(f"what is heard is not what is seen: ...{heard[max(0, i - 40):i + 20]}...")
                return
            at = found + 1
        if len(heard) < 0.9 * len(seen):
            self.fault(f"of {len(seen)} letters {len(heard)} are heard")


def main():
    tagged = Tagged(sys.argv[1])
    tagged.check()
    if not tagged.faults:
        tagged.check_text()
    for fault in sorted(set(tagged.faults))[:20]:
        print(f"{sys.argv[1]}: {fault}")
    if not tagged.faults:
        print(f"{sys.argv[1]}: {len(tagged.owner)} marks, {len(tagged.link_owner)} links")
    return 1 if tagged.faults else 0


sys.exit(main())
