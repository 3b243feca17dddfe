[ -z "$berth_ending" ] || berth_end 143 "$berth_ending"
berth_options=(--ntasks="$berth_tasks" --cpus-per-task="$berth_cpus" --kill-on-bad-exit=1)
if [ "$berth_tasks" != 1 ]; then
  berth_options+=(--label)
  BERTH_MASTER_ADDRESS=$(berth_address)
  export BERTH_MASTER_ADDRESS
fi
srun "${berth_options[@]}" /bin/bash "$berth_folder/worker.sh" </dev/null &
berth_step=0
berth_wait $!
if [ "$berth_code" != 0 ] && [ ! -e "$berth_folder/started" ] && [ -z "$berth_ending" ]; then
  berth_broken "no worker could be started"
fi
berth_end "$berth_code" "${berth_ending:-program}"
