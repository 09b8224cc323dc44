#!/bin/sh
# Creates the namespace and the search attributes of src/contracts/names.ts. Running it again changes nothing.
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

# A new namespace is known to all parts of the server only after a few seconds.
attempts=0
until existing=$(temporal operator search-attribute list); do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 30 ] || exit 1
  sleep 2
done

search_attribute() {
  if ! echo "$existing" | grep -qw "$1"; then
    temporal operator search-attribute create --name "$1" --type "$2"
  fi
}

search_attribute JobStatus Keyword
search_attribute TenantId Keyword
search_attribute FileName Keyword
search_attribute AudioSeconds Double
search_attribute Language Keyword
