#!/usr/bin/env bash
# The table of docs/roles.md is that of role_words.def, each word has its role in a log, and `plume
# roles --write` changes nothing in a study file but its roles.
set -euo pipefail
export LC_ALL=C
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
plume() { "$PLUME_PROGRAM" "$@"; }
fail() { echo "FAILED: $*"; exit 1; }

# --- the table ---
sed -n 's/^WORD("\([a-z]*\)", \([A-Z]*\))$/\1 \2/p' "$PLUME_SOURCE_DIR/src/records/role_words.def" |
  tr '[:upper:]' '[:lower:]' >defined
sed -n 's/^| `\([a-z]*\)` | `\([a-z]*\)` |$/\1 \2/p' "$PLUME_SOURCE_DIR/docs/roles.md" >documented
diff defined documented || fail "docs/roles.md and role_words.def differ"
[ "$(wc -l <defined)" -gt 20 ] || fail "there are few words"
{
  echo run_id,name,hours,device
  while read -r word role; do echo "run-$word,my-$word-7,1,V100"; done <defined
} >words.csv
plume runs words.csv --format csv -q | tail -n +2 | cut -d, -f3,4 |
  sed 's/^my-\(.*\)-7,/\1 /' >guessed
diff defined guessed || fail "a word of the table does not give its role"
echo "$(wc -l <defined) words give their roles"

# --- what no word is ---
printf '%s\n' run_id,name,hours,device a,research,1,V100 b,fine-tune-bert,1,V100 \
  c,instruction_tuning,1,V100 d,finals,1,V100 e,tuned,1,V100 >none.csv
plume roles none.csv -q >table || fail "no role is known: the exit status is not 0"
grep -q '^unknown *5 ' table || fail "$(cat table)"
plume roles none.csv -q --write | grep -q 'Nothing was guessed' || fail "--write of nothing"
[ ! -e plume.yaml ] || fail "--write of nothing wrote a file"

# --- every other byte of the study file stays ---
cat >runs.csv <<'EOF'
run_id,name,study,hours,device,device_count,energy_kwh,objective
r1,tune_lr0.1,a,1,V100,1,0.3,0.5
r2,tune_lr0.01,a,1,V100,1,0.3,0.5
r3,base_s1,b,2,V100,1,0.6,
r4,base_s2,b,2,V100,1,0.6,
r5,large,c,9,V100,1,3,
EOF
printf 'title: "x"   # mine\n\nsite: {location: DE}  # here\nroles:\n  final: [large]\n\n# the end\ncompare: []\n' >mine.yaml
cp mine.yaml before.yaml
plume roles -s mine.yaml runs.csv --write -q >told
diff <(grep -v '^roles:\|^  [a-z#]' before.yaml) <(grep -v '^roles:\|^  [a-z#]' mine.yaml) ||
  fail "--write changed more than the roles"
grep -q '^  search: \["tune_lr\*"\]  # 2 runs, 0.600 kWh, 12.5 %' mine.yaml || fail "$(cat mine.yaml)"
grep -q '^  final: \["large"\]$' mine.yaml || fail "what was stated is gone"
cp mine.yaml again.yaml
plume roles -s mine.yaml runs.csv --write -q >told
cmp mine.yaml again.yaml || fail "a second --write is not the same"
sed -i 's/  # final: \["base_s\*"\].*/  ablation: ["*_s[0-9]*"]/' mine.yaml
plume roles -s mine.yaml runs.csv -q | sed -n '/^$/q;p' >table
cat table
[ "$(awk '$2 ~ /^[0-9]+$/ { print $1, $2 }' table | sort | tr '\n' ';')" = 'ablation 2;final 1;search 2;' ] ||
  fail "patterns of the study file do not give the roles"

# --- without a study file: two commands ---
mkdir logs && cp runs.csv logs/
plume roles logs --write -q | tail -1 | grep -q 'plume report -s plume.yaml'
plume report -s plume.yaml -q -o report
grep -q '"search": 2,' report/results.json || fail "the report does not know what was written"
printf 'roles: {serach: ["x"]}\n' >wrong.yaml
plume roles -s wrong.yaml runs.csv 2>told && fail "a role that is none was taken"
grep -q "wrong.yaml:1:.*'serach' is no role" told || fail "$(cat told)"
printf '%s\n' run_id,study,hours,device,objective >ten.csv
for i in 1 2 3 4 5 6 7 8 9 10; do echo "t$i,grid,1,V100,0.$i" >>ten.csv; done
plume roles ten.csv -q | grep -q '^search? *10 .* proposed' || fail "ten runs with objectives are not proposed"


# --- a study file in another form than by lines is refused, and stays as it was ---
printf 'run_id,name,hours,energy_kwh\na,sweep-1,1,1\nb,final,1,1\n' >words.csv
for form in '{title: x, inputs: [{path: words.csv}]}' 'roles: {
final: [a],
}
inputs: [{path: words.csv}]' '  title: x
  inputs: [{path: words.csv}]'; do
  printf '%s\n' "$form" >form.yaml
  cp form.yaml before.yaml
  if plume roles words.csv -s form.yaml --write >said 2>refused; then
    plume estimate -q -s form.yaml >said 2>refused || fail "written and not read: $form"
  else
    cmp -s form.yaml before.yaml || fail "refused and changed: $form"
    grep -q 'form.yaml' refused || fail "no file is named: $(cat refused)"
  fi
done

# --- tags of trackers ---
mkdir -p mlruns/1/abc/tags mlruns/1/def/tags
printf 'artifact_location: x\nexperiment_id: "1"\nlifecycle_stage: active\nname: nlp\n' >mlruns/1/meta.yaml
for run in abc def; do
  printf 'run_id: %s\nexperiment_id: "1"\nlifecycle_stage: active\nrun_name: r-%s\nstart_time: 1714550400000\nend_time: 1714554000000\nstatus: 3\n' \
    $run $run >mlruns/1/$run/meta.yaml
  printf 'ada' >mlruns/1/$run/tags/mlflow.user
done
printf 'sweep over lr' >mlruns/1/abc/tags/stage
printf 'camera-ready' >mlruns/1/def/tags/phase
printf 'ada@example.org' >mlruns/1/def/tags/contact
plume roles mlruns -q -d V100 -n 1 | grep -q '^search *1 .*tag: "sweep"' || fail "$(plume roles mlruns -q -d V100)"
printf 'roles: {final: ["camera-*"], search: ["stage=sweep*"]}\n' >tags.yaml
plume roles -s tags.yaml mlruns -q -d V100 -n 1 | awk '$2 == 1 { print $1 }' | tr '\n' ' ' >told
[ "$(cat told)" = 'final search ' ] || fail "tags of MLflow's files: $(cat told)"
plume runs mlruns --format partial -o mlruns.partial
grep -q 'camera-ready' mlruns.partial || fail "a partial has no tags"
grep -q 'example.org\|ada' mlruns.partial && fail "a tag that names somebody is kept"
sqlite3 mlflow.db "CREATE TABLE experiments (experiment_id INTEGER, name TEXT, lifecycle_stage TEXT);
  CREATE TABLE runs (run_uuid TEXT, name TEXT, status TEXT, start_time INTEGER, end_time INTEGER,
    lifecycle_stage TEXT, experiment_id INTEGER);
  CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE experiment_tags (key TEXT, value TEXT, experiment_id INTEGER);
  CREATE TABLE latest_metrics (key TEXT, value REAL, timestamp INTEGER, step INTEGER, is_nan INTEGER, run_uuid TEXT);
  CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
  CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, step INTEGER, is_nan INTEGER, run_uuid TEXT);
  INSERT INTO experiments VALUES (1, 'nlp', 'active');
  INSERT INTO runs VALUES ('abc', 'r1', 'FINISHED', 1714550400000, 1714554000000, 'active', 1),
    ('def', 'r2', 'FINISHED', 1714550400000, 1714554000000, 'active', 1);
  INSERT INTO tags VALUES ('mlflow.user', 'ada', 'abc'), ('role', 'final', 'def'),
    ('stage', 'ablation, warm-up', 'abc'), ('owner', 'ada', 'def');"
plume roles mlflow.db -q -d V100 -n 1 --distinct mlflow.db:abc,mlflow.db:def | awk '$2 == 1 { print $1 }' | tr '\n' ' ' >told
[ "$(cat told)" = 'final ablation ' ] || fail "tags of MLflow's database: $(cat told)"
printf '%s\n' 'Name,State,Created,Runtime,Sweep,Tags,Job Type' 'brisk-sun-1,finished,2024-05-01T08:00:00.000Z,3600,,"ablation, v2",' \
  'late-moon-2,finished,2024-05-01T08:00:00.000Z,3600,,"v2",eval' >wandb.csv
plume roles wandb.csv -q -d V100 -n 1 | awk '$2 == 1 { print $1 }' | tr '\n' ' ' >told
[ "$(cat told)" = 'ablation evaluation ' ] || fail "tags of W&B's table: $(cat told)"
echo "roles of tags: all held"

echo "roles: all held"

# --- three papers of third-party logs: one command and at most four lines ---
samples=${PLUME_SHARED:-$PLUME_SOURCE_DIR/../shared}/samples
if [ ! -d "$samples" ]; then
  echo "SKIPPED: $samples is not there (PLUME_SHARED)"
  exit 0
fi
# The table of the energy that each rule moves goes to the terminal; its shares add up to all.
roles_of() { # YAML PATH...: "role runs" of each row
  printf 'roles:\n%s\n' "$1" >paper.yaml
  shift
  [ "$(wc -l <paper.yaml)" -le 4 ] || fail "more than four lines"
  plume roles -s paper.yaml -q -d V100 -n 1 "$@" | sed -n '/^$/q;p' >table
  cut -c1-100 table >&2
  awk '$2 ~ /^[0-9]+$/ && $0 !~ /n\/a/ { i = $3 == ">=" ? 5 : 4; sum += $i }
    END { exit !(sum == 0 || (sum > 99.6 && sum < 100.4)) }' table || fail "shares do not add up to all"
  awk '$2 ~ /^[0-9]+$/ { print $1, $2 }' table | sort | tr '\n' ';'
}
expect() { [ "$1" = "$2" ] || fail "got $1, expected $2"; }
expect "$(roles_of '  search: ["tune_*"]
  final: ["*_higgs"]' "$samples/codecarbon/green-ml-bench_v3.2.csv" | grep -o 'search [0-9]*')" 'search 23'
expect "$(roles_of '  search: ["nni"]
  final: ["eff.slm"]' "$samples/nas/darts" "$samples/nas/nni" "$samples/nas/nasbench" \
  "$samples/slurm/cscs-santis-38113.psv")" 'final 1;nas 4;search 6;'
ln -s "$samples/impact-tracker" eit
expect "$(roles_of '  final: ["eit"]
  ablation: ["atari-ppo*"]' eit "$samples"/ray-tune/{atari-a2c-parallel,atari-ppo-2018-09,pong-speedrun})" \
  'ablation 2;final 2;search 6;'
echo "roles of three papers: all held"
