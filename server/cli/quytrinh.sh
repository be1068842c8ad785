#!/bin/sh
# Runs the command line on the Node that the lock file pins, from wherever npm has linked this file.
set -e
self=$(readlink -f "$0")
root=$(dirname "$(dirname "$(dirname "$self")")")
node="$root/node_modules/.bin/node"
if [ ! -x "$node" ]; then
  echo "quytrinh: run npm ci in $root first" >&2
  exit 1
fi
exec "$node" "$root/server/cli/main.ts" "$@"
