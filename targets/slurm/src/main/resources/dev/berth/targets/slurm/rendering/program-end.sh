)
berth_code=$?
[ "$berth_code" != 0 ] || : >"$berth_folder/done-$SLURM_PROCID"
exit "$berth_code"
