#!/usr/bin/env bash
# Slurm 22.05.8 (Debian 12): `sbatch --wait` ends with 0 when the job that it waits for never ran, because what it
# depends on failed and --kill-on-invalid-dep=yes took it off the queue. Whoever goes on behind `sbatch --wait` goes
# on without its result. Needs slurmctld, slurmd, slurm-client and munge: a cluster of one node in a temporary folder.
set -euo pipefail
dir=$(mktemp -d)
pids=()
stop() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$dir"
}
trap stop EXIT
export PATH=$PATH:/usr/sbin SLURM_CONF=$dir/slurm.conf
here=$(hostname -s) port=$((20000 + RANDOM % 12000))
chmod 755 "$dir"
mkdir "$dir/state" "$dir/spool"
(umask 077 && head -c 128 /dev/urandom >"$dir/key")
munged --foreground --force --key-file="$dir/key" --socket="$dir/munge" --pid-file="$dir/munged.pid" \
  --log-file="$dir/munged.log" --seed-file="$dir/seed" --num-threads=1 >/dev/null 2>&1 &
pids+=($!)
cat >"$SLURM_CONF" <<END
ClusterName=loopback
SlurmctldHost=$here(127.0.0.1)
SlurmctldPort=$port
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthInfo=socket=$dir/munge
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=2
NodeName=one NodeHostname=$here NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=2 State=UNKNOWN
PartitionName=all Nodes=one Default=YES MaxTime=INFINITE State=UP
END
[ "$(scontrol --version)" = "slurm-wlm 22.05.8" ]
slurmctld -D >/dev/null 2>&1 &
pids+=($!)
slurmd -D -N one >/dev/null 2>&1 &
pids+=($!)
for _ in $(seq 120); do
  ! sinfo -h -o %T 2>/dev/null | grep -q idle || break
  sleep 1
done

cd "$dir"
first=$(sbatch --parsable --output=first.txt --wrap 'exit 1')
status=0
sbatch --wait --dependency="afterok:$first" --kill-on-invalid-dep=yes --output=second.txt --wrap 'touch ran' || status=$?
job=$((first + 1))
state=$(scontrol show job "$job" | sed -n 's/.*JobState=\([A-Z]*\).*/\1/p')
echo "status $status, state $state, $([ -e ran ] && echo ran || echo never ran)" | tee seen
grep -qx 'status 0, state CANCELLED, never ran' seen
echo "as found: sbatch --wait ends with 0 for a job that was cancelled and never ran"
