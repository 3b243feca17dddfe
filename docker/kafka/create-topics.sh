#!/bin/bash
# Rendered from the topics in contracts/ by TopicFilesTest; do not edit.
# Makes the topics that are not there: create-topics.sh BOOTSTRAP_SERVERS REPLICATION_FACTOR [OPTION...]
# Options go to kafka-topics.sh, such as --command-config FILE.
set -euo pipefail
servers=$1
replicas=$2
shift 2
topic() {
  local name=$1 partitions=$2
  shift 2
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$servers" "${options[@]}" --create --if-not-exists \
    --topic "$name" --partitions "$partitions" --replication-factor "$replicas" "$@"
}
options=("$@")
topic berth.requests 6 --config cleanup.policy=delete --config max.message.bytes=1048576 --config retention.ms=2592000000
topic berth.decisions 6 --config cleanup.policy=delete --config max.message.bytes=1048576 --config retention.ms=7776000000
topic berth.provisions 6 --config cleanup.policy=delete --config max.message.bytes=1048576 --config retention.ms=2592000000
topic berth.health 6 --config cleanup.policy=delete --config max.message.bytes=1048576 --config retention.ms=2592000000
topic berth.targets 1 --config cleanup.policy=compact --config max.message.bytes=1048576
topic berth.scaling 1 --config cleanup.policy=delete --config max.message.bytes=1048576 --config retention.ms=86400000
topic berth.dead-letters 1 --config cleanup.policy=delete --config max.message.bytes=1114112 --config retention.ms=7776000000
