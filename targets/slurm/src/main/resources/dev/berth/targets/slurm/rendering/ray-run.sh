berth_ray=$berth_folder/ray
(umask 077 && mkdir "$berth_ray" && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$berth_ray/token") ||
  berth_broken "$berth_ray cannot be made"
[ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
srun --ntasks="$berth_nodes" --cpus-per-task="$berth_cpus" --kill-on-bad-exit=1 \
  /bin/bash "$berth_folder/node.sh" </dev/null &
berth_ray_nodes=$!

# Ray's nodes end with the program, and the program with them.
berth_lost() { ! kill -0 "$berth_ray_nodes" 2>/dev/null; }
berth_take_down() {
  local end=$((SECONDS + 15))
  scancel --signal=TERM "$SLURM_JOB_ID.0"
  until berth_lost || [ "$SECONDS" -ge "$end" ]; do sleep 0.2; done
}

berth_deadline=$((SECONDS + berth_within))
until [ -e "$berth_ray/ready" ]; do
  if berth_lost; then
    tail -n 20 "$berth_ray"/*.log >&2
    berth_broken "a node of Ray could not be started"
  fi
  if [ "$SECONDS" -ge "$berth_deadline" ]; then
    tail -n 20 "$berth_ray"/*.log >&2
    berth_broken "Ray's $berth_nodes nodes were not all there within $berth_within s"
  fi
  [ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
  sleep 1 &
  wait $!
done

srun --overlap --nodes=1 --ntasks=1 --nodelist="$SLURMD_NODENAME" --cpus-per-task=1 --mem=0 \
  /bin/bash "$berth_folder/program.sh" </dev/null &
berth_program=$!
berth_step=1
(
  while kill -0 "$berth_ray_nodes" && kill -0 "$berth_program"; do sleep 1; done 2>/dev/null
  if ! kill -0 "$berth_ray_nodes"; then scancel --signal=KILL "$SLURM_JOB_ID.1"; fi 2>/dev/null
) &
berth_wait "$berth_program"
if berth_lost && [ -z "$berth_ending" ]; then
  tail -n 20 "$berth_ray"/*.log >&2
  berth_broken "a node of Ray was lost"
fi
berth_take_down
if [ "$berth_code" != 0 ] && [ ! -e "$berth_folder/started" ] && [ -z "$berth_ending" ]; then
  berth_broken "the program could not be started"
fi
if [ "$berth_code" = 0 ] && [ -z "$berth_ending" ] && ! berth_succeeded 1; then
  berth_broken "srun ended with 0, and the program did not"
fi
berth_end "$berth_code" "${berth_ending:-program}"
