#!/usr/bin/env bash
# scripts/test --html: report.html in a browser. axe-core finds nothing against it, in light and in dark, at
# 360, 768 and 1,280 pixels; nothing is wider than the page; it prints with its text. Of the demo, of the
# same in Chinese, and of a study of a thousand runs. Screenshots stand in PLUME_BUILD_DIR/html.
set -euo pipefail
export LC_ALL=C.UTF-8

out=$PLUME_BUILD_DIR/html
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
  echo "html: no Chromium is here: scripts/setup html installs it" >&2
  exit 1
}
axe=$out/node_modules/axe-core/axe.min.js
[ -e "$axe" ] || npm install --silent --no-fund --no-audit --prefix "$out" axe-core@4.14.1
failures=0
fail() {
  echo "FAILED: $*"
  failures=$((failures + 1))
}

browse() {
  "$browser" --headless=new --no-sandbox --disable-gpu --hide-scrollbars \
    --user-data-dir="$work/profile" "$@" 2>/dev/null
}
dark=--blink-settings=preferredColorScheme=0

# --- the pages ---

demo=$PLUME_SOURCE_DIR/examples/transformers
page() { # NAME ARGUMENT...
  local name=$1
  shift
  "$PLUME_PROGRAM" report -q -o "$work/report-$name" "$@" 2>/dev/null
  cp "$work/report-$name/report.html" "$work/$name.html"
}
cd "$demo"
page demo -s plume.yaml
page chinese -s plume.yaml --language zh
cd "$work"
awk -v rows=1000 -f "$PLUME_SOURCE_DIR/bench/codecarbon_rows.awk" >many.csv
page many many.csv
pages="demo chinese many"

# --- what it looks like ---

# A frame as wide as the screen: a window of the browser has a least width of its own.
frame() { # PAGE WIDTH HEIGHT
  echo "<!DOCTYPE html><title>f</title><body style='margin:0'><iframe src='$1.html'" \
    "style='border:0;width:$2px;height:$3px'></iframe>" >"$work/frame.html"
}
screenshot() { # PAGE WIDTH NAME OPTION...
  local page=$1 width=$2 name=$3
  shift 3
  frame "$page" "$width" 4000
  browse --window-size=$((width < 500 ? 500 : width)),4000 --virtual-time-budget=5000 "$@" \
    --screenshot="$out/$page-$name.png" "file://$work/frame.html" >/dev/null ||
    fail "$page: no screenshot $name"
}
for page in $pages; do
  for width in 360 768 1280; do screenshot "$page" "$width" "$width"; done
  screenshot "$page" 1280 dark "$dark"
  browse --print-to-pdf="$out/$page.pdf" --no-pdf-header-footer "file://$work/$page.html" >/dev/null ||
    fail "$page: it does not print"
  words=$(pdftotext "$out/$page.pdf" - | wc -w)
  [ "$words" -gt 300 ] || fail "$page: the print has $words words"
done

# --- what can be said against it ---

# The copy that is asked has no policy, which lets the page run no script but its own.
probe() { # PAGE WIDTH NAME OPTION...
  local page=$1 width=$2 name="$1, $3" said
  shift 3
  {
    sed -e 's|<meta http-equiv="Content-Security-Policy"[^>]*>||' -e '/<\/body>/,$d' "$work/$page.html"
    echo '<script>'
    cat "$axe"
    cat <<'JS'
</script><script>
axe.run().then(function (result) {
  var pre = document.createElement("pre"), of = window.top.document.body;
  pre.textContent = "PROBE " + JSON.stringify({
    wide: document.documentElement.scrollWidth > innerWidth,
    violations: result.violations.map(function (v) {
      return v.id + ": " + v.nodes.map(function (n) { return n.html.slice(0, 120); }).join(" ");
    }), passes: result.passes.length
  });
  of.append(pre);
});
</script></body></html>
JS
  } >"$work/probe.html"
  frame probe "$width" 4000
  browse --allow-file-access-from-files --window-size=1400,4000 --virtual-time-budget=60000 --dump-dom "$@" \
    "file://$work/frame.html" >"$work/dom"
  said=$(grep -o 'PROBE {[^<]*' "$work/dom" | sed 's/&quot;/"/g; s/&amp;/\&/g; s/^PROBE //' || true)
  [ -n "$said" ] || { fail "$name: no answer of the browser"; return; }
  echo "$name: $(printf %s "$said" | tail -c 200)"
  case $said in *'"wide":false'*) ;; *) fail "$name: wider than its page" ;; esac
  case $said in *'"violations":[]'*) ;; *) fail "$name: $(printf %s "$said" | head -c 3000)" ;; esac
}
for page in $pages; do
  for width in 360 768 1280; do probe "$page" "$width" "light, $width px"; done
  probe "$page" 1280 "dark" "$dark"
done
echo "html: $failures failures; screenshots in $out"
[ "$failures" = 0 ]
