[ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
berth_options=(--ntasks="$berth_tasks" --cpus-per-task="$berth_cpus" --kill-on-bad-exit=1)
if [ "$berth_tasks" != 1 ]; then
  berth_options+=(--label)
  BERTH_MASTER_ADDRESS=$(berth_address)
  export BERTH_MASTER_ADDRESS
fi
srun "${berth_options[@]}" /bin/bash "$berth_folder/worker.sh" </dev/null 2>"$berth_folder/srun" &
berth_step=0
berth_wait $!
cat "$berth_folder/srun" >&2
if [ "$berth_code" != 0 ] && [ ! -e "$berth_folder/started" ] && [ -z "$berth_ending" ]; then
  berth_broken "no worker could be started"
fi
# srun ends with the highest code, which is that of workers it ended because of the first that failed.
if [ "$berth_code" != 0 ] && [ -z "$berth_ending" ]; then
  berth_first=$(sed -n 's/^srun: error: .*: tasks\{0,1\} [-0-9,]*: Exited with exit code \([0-9]*\)$/\1/p' "$berth_folder/srun" | head -n 1)
  berth_code=${berth_first:-$berth_code}
fi
if [ "$berth_code" = 0 ] && [ -z "$berth_ending" ] && ! berth_succeeded "$berth_tasks"; then
  berth_broken "srun ended with 0, and not every worker did"
fi
berth_end "$berth_code" "${berth_ending:-program}"
