#!/bin/sh
# Stands in for the browser's executable: process id, group and the debugging pipe pass through to the real one.
exec ip netns exec "$EARSHOT_LAB_NAMESPACE" "$EARSHOT_LAB_CHROMIUM" "$@"
