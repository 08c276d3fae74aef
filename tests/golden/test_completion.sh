#!/usr/bin/env bash
# TAB in bash, zsh and fish, typed on a terminal: a command, and an option of another.
set -eu
: "${PLUME_PROGRAM:?}" "${PLUME_SOURCE_DIR:?}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p share/bash-completion/completions share/zsh/site-functions share/fish/vendor_completions.d
"$PLUME_PROGRAM" help --completion bash >share/bash-completion/completions/plume
"$PLUME_PROGRAM" help --completion zsh >share/zsh/site-functions/_plume
"$PLUME_PROGRAM" help --completion fish >share/fish/vendor_completions.d/plume.fish
for shell in bash zsh fish; do
  command -v "$shell" >/dev/null || { echo "SKIPPED: $shell is not installed"; continue; }
  python3 "$PLUME_SOURCE_DIR/tests/golden/completion.py" "$shell" "$(dirname "$PLUME_PROGRAM")" "$work/share"
done
if "$PLUME_PROGRAM" help --completion tcsh 2>message; then echo "FAILED: tcsh is no shell that is known"; exit 1; fi
grep -q 'bash, zsh or fish' message
