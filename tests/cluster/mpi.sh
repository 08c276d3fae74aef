#!/usr/bin/env bash
# Open MPI: the recipe of docs/cluster.md with eight ranks on this machine.
source "$PLUME_SOURCE_DIR/tests/cluster/support.sh"
trap 'rm -rf "$work"' EXIT
export OMPI_MCA_rmaps_base_oversubscribe=1 OMPI_MCA_oob_tcp_if_include=lo
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
mpirun --version | head -n 1

make_logs
block rank.sh >rank.sh
recipe mpi.sh
compare mpi
# A rank that fails fails the job, so that nothing is merged.
rm -r shares all.partial
sed -i 's/exec plume/[ $part != 3 ] || exit 1; exec plume/' rank.sh
if recipe mpi.sh >/dev/null 2>&1; then echo "FAILED: a rank failed and the job did not"; exit 1; fi
[ ! -e all.partial ] || { echo "FAILED: shares were merged, of which one had failed"; exit 1; }
