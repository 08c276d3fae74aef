#!/usr/bin/env bash
# A report that is interrupted leaves the earlier one or the new one, whole and under its name, and
# nothing hidden when it could still act.
. "$PLUME_SOURCE_DIR/tests/robust/report_cases.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
"$plume" report "$log" -o earlier -q --title Earlier
"$plume" report "$log" -o later -q --title Later
earlier=$(digest earlier) later=$(digest later)

again() { # DIR: the earlier report stands there, nothing else
  rm -rf "$1" ".$1".plume-*
  cp -r earlier "$1"
}
stands() { # WHAT DIR WANTED...
  local what=$1 got wanted
  got=$(digest "$2")
  shift 2
  for wanted; do [ "$got" != "$wanted" ] || { ok; return; }; done
  wrong "$what: neither the earlier nor the new report stands"
}

# --- limits ---
again out
(ulimit -f 8 && exec "$plume" report "$log" -o out --force -q --title Later) 2>said
is "a limit of file size" "$? $(cut -d' ' -f2- <said)" "1 error: cannot be written: File too large"
stands "a limit of file size" out "$earlier"
is "a limit of file size: hidden" "$(hidden .)" ""
for files in 4 5 6 7 8 9 10 12; do
  again out
  status=0
  (ulimit -n $files && exec "$plume" report "$log" -o out --force -q --title Later) \
    >/dev/null 2>said || status=$?
  case $status in
    0) stands "$files descriptors" out "$later" ;;
    1 | 127) stands "$files descriptors" out "$earlier" ;; # 127: no library could be opened
    *) wrong "$files descriptors: status $status" ;;
  esac
  is "$files descriptors: hidden" "$(hidden .)" ""
done

if ! can_trace; then
  echo "*** strace cannot trace here: most cases of interrupted reports are SKIPPED ***"
  finish "interrupted reports"
  exit
fi

# --- a signal that was ignored from the start (nohup) stays ignored ---
again out
(
  trap '' HUP
  inject fsync :signal=HUP:when=5 report "$log" -o out --force -q --title Later
)
is "SIGHUP under nohup" "$? $(digest out)" "0 $later"

# How often a call is made depends on the machine's libraries and fonts.
late() { # CALL: the place of one call in the last third of those that a report makes
  again out
  strace -f -o calls -e trace="$1" "$plume" report "$log" -o out --force -q --title Later
  echo "$1:when=$(($(grep -c "$1(" calls) * 2 / 3))"
}
opened=$(late openat) closed=$(late close)

# --- signals ---
for signal in INT TERM HUP PIPE XCPU; do
  number=$(kill -l $signal)
  places="mkdir:when=1 fsync:when=5 $opened"
  [ $signal != TERM ] || places="$places mkdir:when=2 flock:when=1 fchmod:when=1 write:when=3 \
    $closed rt_sigprocmask:when=1 rt_sigprocmask:when=2 fchmod:when=2"
  for where in $places; do
    again out
    status=0
    inject "${where%%:*}" ":signal=$signal:${where#*:}" report "$log" -o out --force -q \
      --title Later >/dev/null 2>&1 || status=$?
    is "SIG$signal at $where: status" "$status" $((128 + number))
    stands "SIG$signal at $where" out "$earlier"
    is "SIG$signal at $where: hidden" "$(hidden .)" ""
  done
  # From the exchange on it waits until the new report stands alone.
  places=renameat2:when=1
  [ $signal != TERM ] || places="$places unlinkat:when=3 rmdir:when=1"
  for where in $places; do
    again out
    status=0
    inject "${where%%:*}" ":signal=$signal:${where#*:}" report "$log" -o out --force -q \
      --title Later >/dev/null 2>&1 || status=$?
    is "SIG$signal at $where: status" "$status" $((128 + number))
    stands "SIG$signal at $where" out "$later"
    is "SIG$signal at $where: hidden" "$(hidden .)" ""
  done
done
again other
inject fsync :signal=TERM:when=5 report "$log" -o new -q >/dev/null 2>&1
is "SIGTERM in a first report" "$? $(digest new)" "143 none"
for output in "runs $log --format csv -o out.csv" "init $log -o out.yaml" \
  "chart phases $log -o out.svg" "audit bert-base gpt-3 -o out.txt" \
  "chart phases $log --data -o out.csv" "audit bert-base gpt-3 --chart out.svg"; do
  # shellcheck disable=SC2086
  inject fchmod :signal=TERM:when=2 $output >/dev/null 2>&1
  is "SIGTERM in ${output%% *}" "$? $(find . -maxdepth 1 -name '*out*.*' -newer said)" "143 "
done

# --- errors ---
broken() { # WHAT CALL INJECTION MESSAGE
  local status=0
  again out
  inject "$2" "$3" report "$log" -o out --force -q --title Later >/dev/null 2>said || status=$?
  is "$1: status" "$status" 1
  case $(cat said) in *"$4"*) ok ;; *) wrong "$1: said '$(cat said)', expected '$4'" ;; esac
  stands "$1" out "$earlier"
  is "$1: hidden" "$(hidden .)" ""
}
last_fsync=$(strace -f -c -e trace=fsync "$plume" report "$log" -o out --force -q 2>&1 |
  awk '$NF == "fsync" { print $4 }')
broken "no folder" mkdir :error=ENOSPC:when=1 "cannot be written here: No space left on device"
broken "a mode that cannot be set" fchmod :error=EIO:when=1 "cannot be written here: Input/output error"
broken "no folder of figures" mkdir :error=ENOSPC:when=2 "cannot be created: No space left on device"
broken "a full disk" write :error=ENOSPC:when=5 "cannot be written: No space left on device"
broken "no exchange" renameat2 :error=EIO:when=1 "cannot be replaced: Input/output error"
broken "a sync that fails before the exchange" fsync :error=EIO:when=$((last_fsync - 1)) \
  "cannot be written: Input/output error"
broken "a sync that fails after the exchange" fsync :error=EIO:when=$last_fsync \
  "cannot be synced: Input/output error"
again out
inject unlinkat :error=EIO:when=4 report "$log" -o out --force -q --title Later >/dev/null 2>said
is "the earlier one cannot be removed" "$?" 1
stands "the earlier one cannot be removed" out "$later"
grep -q "the earlier one cannot be removed and is '.out.plume-0': Input/output error" said && ok ||
  wrong "what is hidden is named: $(cat said)"
"$plume" report "$log" -o out -q --force --title Later
is "the next run removes it" "$(hidden .) $(digest out)" " $later"

# --- mkdir, and then no descriptor for it ---
opened=$(strace -f -e trace=openat,mkdir "$plume" report "$log" -o new -q 2>&1 |
  awk '/mkdir\(.*plume-0"/ { print n + 1; exit } /openat\(/ { n++ }')
inject openat :error=EMFILE:when="$opened" report "$log" -o none -q 2>said
is "no descriptor for the folder" "$? $(hidden .)" "1 "
grep -q "none: error: cannot be written here: Too many open files" said && ok ||
  wrong "no descriptor for the folder: $(cat said)"
rm -rf new

# --- where the file system cannot exchange two names ---
without_exchange() { # INJECTION-INTO-RENAME ARGUMENT...
  local injection=$1
  shift
  strace -f -o /dev/null -e trace=renameat2,rename -e inject=renameat2:error=EINVAL \
    ${injection:+-e inject=rename$injection} "$plume" "$@"
}
again out
without_exchange "" report "$log" -o out --force -q --title Later
is "two renames" "$? $(digest out) $(hidden .)" "0 $later "
again out
without_exchange :signal=KILL:when=2 report "$log" -o out --force -q --title Later 2>/dev/null
is "SIGKILL between them" "$(hidden .)" ".out.plume-0 .out.plume-100 "
"$plume" report "$log" -o other-folder -q
stands "and a run into another folder" .out.plume-100 "$earlier"
"$plume" report "$log" -o out -q 2>said
is "SIGKILL between them, the next run" "$? $(digest out) $(hidden .)" "1 $earlier .out.plume-0 "
grep -q "exists already: an interrupted run had set it aside as '.out.plume-100'" said && ok ||
  wrong "the message names it: $(cat said)"
without_exchange :signal=KILL:when=2 report "$log" -o out --force -q --title Later 2>/dev/null
"$plume" report "$log" -o out -q --force --title Later
is "SIGKILL between them, then --force" "$? $(digest out) $(hidden .)" "0 $later "
again out
without_exchange :error=EIO:when=2 report "$log" -o out --force -q --title Later 2>said
is "the second fails" "$? $(digest out) $(hidden .)" "1 $earlier "
without_exchange :error=EIO:when=2+ report "$log" -o out --force -q --title Later 2>said
is "the second fails, and putting back" "$? $(digest .out.plume-100)" "1 $earlier"
grep -q "the earlier one is '.out.plume-100'; the next run puts it back" said && ok ||
  wrong "the message names it: $(cat said)"
inject rename :error=EIO:when=1 report "$log" -o out -q 2>said
is "the next run cannot" "$? $(digest .out.plume-100)" "1 $earlier"
grep -q ".out.plume-100: error: was set aside by an interrupted run and cannot be put back" said &&
  ok || wrong "the message names it: $(cat said)"
"$plume" report "$log" -o out -q --force --title Later
is "the one after that can" "$? $(digest out) $(hidden .)" "0 $later "
again out
without_exchange :signal=TERM:when=1 report "$log" -o out --force -q --title Later 2>/dev/null
is "SIGTERM between them" "$? $(digest out) $(hidden .)" "143 $later "

finish "interrupted reports"
