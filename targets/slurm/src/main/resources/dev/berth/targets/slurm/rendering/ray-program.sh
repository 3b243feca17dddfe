: >"$berth_folder/started"
RAY_ADDRESS=$(cat "$berth_folder/ray/head")
export RAY_ADDRESS RAY_AUTH_MODE=token RAY_AUTH_TOKEN_PATH="$berth_folder/ray/token" RAY_USAGE_STATS_ENABLED=0
