: >"$berth_folder/started"
RAY_ADDRESS=$(cat "$berth_folder/ray/head")
export RAY_ADDRESS RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$berth_folder/ray/token" RAY_USAGE_STATS_ENABLED=0
# SIGTERM is for the program, which may take its time; what bash tells of a program that a signal ended is for nobody.
trap : TERM
exec 3>&2 2>/dev/null
(
exec 2>&3 3>&-
