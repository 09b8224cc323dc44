#!/bin/sh
# Creates Temporal's two databases and brings their tables to this version. Running it again changes nothing.
# SQL_HOST, SQL_USER and SQL_PASSWORD come from the environment; temporal-sql-tool reads them itself.
set -eu

export SQL_PLUGIN=postgres12 SQL_PORT=5432
schemas=/etc/temporal/schema/postgresql/v12

setup() {
  temporal-sql-tool --db "$1" create
  temporal-sql-tool --db "$1" setup-schema -v 0.0
  temporal-sql-tool --db "$1" update-schema -d "$schemas/$2/versioned"
}

setup temporal temporal
setup temporal_visibility visibility
