#!/usr/bin/env bash
# Slurm: a cluster of one node on the loopback with a key and a munge of its own, the recipe of docs/cluster.md.
source "$PLUME_SOURCE_DIR/tests/cluster/support.sh"
pids=()
stop() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}
trap stop EXIT
munged=$(command -v munged || echo /usr/sbin/munged) me=$(id -un) here=$(hostname -s)
export PATH=$PATH:/usr/sbin SLURM_CONF=$work/cluster/slurm.conf
mkdir -p cluster/state cluster/spool
chmod 755 "$work" cluster

dd if=/dev/urandom of=cluster/key bs=1 count=128 2>/dev/null
chmod 600 cluster/key
"$munged" --foreground --force --key-file="$work/cluster/key" --socket="$work/cluster/munge" \
  --pid-file="$work/cluster/munged.pid" --log-file="$work/cluster/munged.log" \
  --seed-file="$work/cluster/seed" --num-threads=1 >cluster/munged.out 2>&1 &
pids+=($!)

cat >"$SLURM_CONF" <<END
ClusterName=loopback
SlurmctldHost=$here(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmUser=$me
SlurmdUser=$me
AuthType=auth/munge
AuthInfo=socket=$work/cluster/munge
CredType=cred/munge
StateSaveLocation=$work/cluster/state
SlurmdSpoolDir=$work/cluster/spool
SlurmctldPidFile=$work/cluster/slurmctld.pid
SlurmdPidFile=$work/cluster/slurmd.pid
SlurmctldLogFile=$work/cluster/slurmctld.log
SlurmdLogFile=$work/cluster/slurmd.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=2,batch_sched_delay=0,sched_min_interval=0
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName=one NodeHostname=$here NodeAddr=127.0.0.1 Port=$(free_port) CPUs=2 State=UNKNOWN
PartitionName=all Nodes=one Default=YES MaxTime=INFINITE State=UP
END
slurmctld -D >cluster/slurmctld.out 2>&1 &
pids+=($!)
slurmd -D -N one >cluster/slurmd.out 2>&1 &
pids+=($!)
up=no
for _ in $(seq 120); do
  if sinfo -h -o %T 2>/dev/null | grep -q idle; then up=yes; break; fi
  sleep 1
done
[ $up = yes ] || { tail -n 20 cluster/*.log cluster/*.out; echo "FAILED: Slurm does not start"; exit 1; }
scontrol --version
scontrol show config | grep -E '^(ClusterName|SLURM_VERSION|SelectType) '

make_logs
block share.sbatch >share.sbatch
block merge.sbatch >merge.sbatch
recipe slurm.sh || { cat shares/*.txt; tail -n 20 cluster/*.log; echo "FAILED: the recipe"; exit 1; }
[ "$(ls shares/*.partial | wc -l)" = 8 ] || { echo "FAILED: not eight shares"; exit 1; }
compare slurm
# A share that fails holds the merge back, and takes it off the queue.
rm -r shares
sed -i 's/^plume/[ "$SLURM_ARRAY_TASK_ID" != 3 ] || exit 1; plume/' share.sbatch
if recipe slurm.sh >failing.out 2>&1; then cat failing.out; echo "FAILED: a share failed and the merge did not"; exit 1; fi
[ ! -e all.partial ] || { echo "FAILED: shares were merged, of which one had failed"; exit 1; }
