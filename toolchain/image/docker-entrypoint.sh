#!/usr/bin/env bash
# Honours the documented contract of the official Flink image: the commands jobmanager, taskmanager, standalone-job,
# history-server and help, any other command run as it is; the variables ENABLE_BUILT_IN_PLUGINS,
# JOB_MANAGER_RPC_ADDRESS, TASK_MANAGER_NUMBER_OF_TASK_SLOTS, FLINK_PROPERTIES and DISABLE_JEMALLOC.

as_flink=()
if [ "$(id -u)" = 0 ]; then as_flink=(setpriv --reuid=flink --regid=flink --clear-groups); fi

# a.jar;b.jar of opt/ become plugins; FLINK_HOME/plugins must be writable.
enable_plugins() {
  local jar jars
  IFS=';' read -ra jars <<<"${ENABLE_BUILT_IN_PLUGINS:-}"
  for jar in "${jars[@]}"; do
    jar=${jar//[[:space:]]/}
    [ -n "$jar" ] || continue
    if [ ! -f "$FLINK_HOME/opt/$jar" ]; then
      echo "ENABLE_BUILT_IN_PLUGINS: $FLINK_HOME/opt/$jar does not exist." >&2
      exit 1
    fi
    mkdir -p "$FLINK_HOME/plugins/${jar%.jar}" && ln -fs "$FLINK_HOME/opt/$jar" "$FLINK_HOME/plugins/${jar%.jar}/" || exit 1
  done
}

# Lines "key: value", with the variables in the value substituted, as -D arguments, one a line.
flink_properties() {
  local line key value
  while IFS= read -r line; do
    key=${line%%:*} value=${line#*:}
    key=${key//[[:space:]]/} value=${value//[[:space:]]/}
    if [ -n "$key" ] && [ "$key" != "$line" ]; then printf -- '-D%s=%s\n' "$key" "$(envsubst <<<"$value")"; fi
  done <<<"${FLINK_PROPERTIES:-}"
}

# Rewrites conf/config.yaml. As in the official image a read-only configuration is left as it is.
configure() {
  if [ ! -w "$FLINK_HOME/conf/config.yaml" ] || [ ! -w "$FLINK_HOME/conf" ]; then return; fi
  local options configuration
  options=("-Djobmanager.rpc.address=${JOB_MANAGER_RPC_ADDRESS:-$(hostname -f)}" -Dblob.server.port=6124 -Dquery.server.port=6125)
  if [ -n "$TASK_MANAGER_NUMBER_OF_TASK_SLOTS" ]; then options+=("-Dtaskmanager.numberOfTaskSlots=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS"); fi
  mapfile -t -O "${#options[@]}" options < <(flink_properties)
  "$FLINK_HOME/bin/config-parser-utils.sh" "$FLINK_HOME/conf" "$FLINK_HOME/bin" "$FLINK_HOME/lib" "${options[@]}"
}

if [ "${DISABLE_JEMALLOC:-false}" != true ]; then export LD_PRELOAD=$LD_PRELOAD:/usr/lib/x86_64-linux-gnu/libjemalloc.so; fi

enable_plugins
if [ "$1" != help ]; then configure; fi

case "$1" in
  jobmanager | taskmanager | standalone-job) exec "${as_flink[@]}" "$FLINK_HOME/bin/$1.sh" start-foreground "${@:2}" ;;
  history-server) exec "${as_flink[@]}" "$FLINK_HOME/bin/historyserver.sh" start-foreground "${@:2}" ;;
  help) echo "Usage: $(basename "$0") (jobmanager|taskmanager|standalone-job|history-server|help|COMMAND) [ARGUMENTS]" ;;
  *) exec "${as_flink[@]}" "$@" ;;
esac
