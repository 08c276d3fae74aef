#!/usr/bin/env bash
# The manual pages, made from the tables of the commands: each holds every option that --help lists,
# comes out the same twice, and formats without a warning where mandoc or groff is there.
set -eu
: "${PLUME_PROGRAM:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# warnings PAGE: what the formatters say. A date is missing on purpose: pages of one version are equal.
warnings() {
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W warning "$1" | grep -v 'missing date, using ""' || true
    fi
    if command -v groff >/dev/null; then groff -man -ww -z "$1" 2>&1; fi
}

# check PAGE [COMMAND]
check() {
    local page=$work/$1.1
    shift
    "$PLUME_PROGRAM" help --man "$@" > "$page"
    "$PLUME_PROGRAM" help --man "$@" | cmp - "$page" || fail "$page differs when made again"
    for head in NAME SYNOPSIS DESCRIPTION EXAMPLES '"EXIT STATUS"'; do
        grep -qxF ".SH $head" "$page" || fail "$page lacks $head"
    done
    warnings "$page" > "$work/warnings"
    [ ! -s "$work/warnings" ] || fail "$(cat "$work/warnings")"
}

check plume
commands=$("$PLUME_PROGRAM" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
for command in $commands; do
    check "plume-$command" "$command"
    options=$("$PLUME_PROGRAM" "$command" --help |
        sed -n 's/^  \(-., \|    \)\(--[a-z-]*\).*/\2/p')
    [ -n "$options" ] || fail "$command lists no option"
    for option in $options; do
        sed 's/\\-/-/g' "$work/plume-$command.1" | grep -qF -- "\\fB$option\\fR" ||
            fail "plume-$command.1 lacks $option"
    done
    grep -qF "plume\\-$command (1)" "$work/plume.1" || fail "plume.1 lacks $command"
done
[ -n "$commands" ] || fail "no command is listed"
[ "$failures" = 0 ] && echo "manuals: $(echo "$commands" | wc -l) commands, every option"
