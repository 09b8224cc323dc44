#!/bin/sh
# Creates the namespace where it is missing. Running it again changes nothing.
# The `temporal` program reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE from the environment itself.
set -eu

# The port answers before the server does.
attempts=0
until temporal operator cluster health; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 30 ] || exit 1
  sleep 2
done

temporal operator namespace describe >/dev/null 2>&1 ||
  temporal operator namespace create --retention "$TEMPORAL_RETENTION" --namespace "$TEMPORAL_NAMESPACE"

# A new namespace is known to all parts of the server only after a few seconds. Whoever waits for this script may then use
# it at once; the orchestration worker adds the search attributes.
attempts=0
until temporal operator search-attribute list >/dev/null 2>&1; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 30 ] || exit 1
  sleep 2
done
