#!/usr/bin/env bash
# A cluster of one machine, this one: munge, slurmctld and slurmd, as root, with all they write below a folder.
#
#     one_node_slurm.sh start FOLDER     begin it, and wait until the node is idle
#     one_node_slurm.sh restart FOLDER   begin slurmd anew, after it was killed
#     one_node_slurm.sh stop FOLDER      end it
#
# On Debian and Ubuntu: apt-get install slurmctld slurmd slurm-client munge
set -euo pipefail
folder=$2
node=$(hostname -s)
configuration=/etc/slurm/slurm.conf # where commands inside jobs look for it
mark="# A cluster of one machine, for Benang's tests"

ended() { # ended PIDFILE: end the program whose number is in a file
    [ ! -s "$1" ] || kill "$(cat "$1")" 2> /dev/null || true
}

begin_node() {
    slurmd
    # Jobs that were called off while the node was dead are over for the controller when it asks again, after minutes.
    for _ in $(seq 600); do
        sinfo --noheader --format=%t | grep -q -E 'idle|mix|alloc' && return
        sleep 0.5
    done
    echo "The node does not come up; see $folder/slurmd.log" >&2
    return 1
}

case $1 in
start)
    if [ -s $configuration ] && ! grep -q "$mark" $configuration; then
        echo "$configuration is of another cluster" >&2
        exit 1
    fi
    mkdir -p "$folder"/{state,spool,munge} /etc/slurm
    chmod 755 "$folder"
    head --bytes=1024 /dev/urandom > "$folder/munge/key"
    chmod 600 "$folder/munge/key"
    # By default slurm's own account, which may not write where this test does.
    munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" \
        --log-file="$folder/munge/log" --seed-file="$folder/munge/seed"
    cat > $configuration << END
$mark
ClusterName=benang
SlurmctldHost=$node(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
SlurmctldPort=26817
SlurmdPort=26818
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
ReturnToService=2
SlurmdTimeout=10
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
NodeName=$node NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$(($(free --mega | awk '/^Mem:/ {print $2}') * 7 / 10)) State=UNKNOWN
PartitionName=all Nodes=$node Default=YES MaxTime=INFINITE State=UP
END
    slurmctld
    sleep 1
    begin_node
    ;;
restart)
    begin_node
    ;;
stop)
    scancel --full --partition=all || true
    ended "$folder/slurmd.pid"
    ended "$folder/slurmctld.pid"
    ended "$folder/munge/pid"
    grep -q "$mark" $configuration && rm $configuration
    ;;
esac
