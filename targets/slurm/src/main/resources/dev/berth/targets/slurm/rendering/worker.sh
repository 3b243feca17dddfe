: >"$berth_folder/started"
exec 2>&1 # what comes from srun itself is on its own
export BERTH_RANK="$SLURM_PROCID"
# Of its node's accelerators a worker sees its own.
if [ "$berth_share" != 0 ]; then
  if [ -z "${CUDA_VISIBLE_DEVICES-}${ROCR_VISIBLE_DEVICES-}" ]; then
    CUDA_VISIBLE_DEVICES=$(seq -s, 0 $((SLURM_NTASKS_PER_NODE * berth_share - 1)))
  fi
  for berth_name in CUDA_VISIBLE_DEVICES ROCR_VISIBLE_DEVICES; do
    [ -n "${!berth_name-}" ] || continue
    IFS=, read -r -a berth_all <<<"${!berth_name}"
    berth_own=$(IFS=, && echo "${berth_all[*]:SLURM_LOCALID * berth_share:berth_share}")
    export "$berth_name=$berth_own"
  done
fi
# SIGTERM is for the program, which may take its time; what bash tells of a program that a signal ended is for nobody.
trap : TERM
exec 3>&2 2>/dev/null
(
exec 2>&3 3>&-
