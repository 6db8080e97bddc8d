# sql/schema.sql: the tables that sql/migrations make, dumped from a MariaDB of its own.

# write_schema INTELLIGENTIC FILE: migrates an empty database with this program, and writes its tables to FILE.
write_schema() (
    set -e
    folder=$(mktemp -d /tmp/intelligentic.XXXXXX)
    trap 'kill "$server" 2> /dev/null && wait "$server" 2> /dev/null; rm -rf "$folder"' EXIT
    mariadb-install-db --no-defaults --datadir="$folder/data" --user="$(id -un)" --skip-test-db \
        --auth-root-authentication-method=normal > "$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
    "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults --datadir="$folder/data" --user="$(id -un)" \
        --socket="$folder/socket" --pid-file="$folder/pid" --skip-networking --innodb-flush-log-at-trx-commit=0 \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci >> "$folder/log" 2>&1 &
    server=$!
    client=(mariadb --no-defaults --socket="$folder/socket" --user=root)
    until "${client[@]}" --execute='CREATE DATABASE intelligentic CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci' 2> /dev/null; do
        kill -0 "$server" 2> /dev/null || { tail -n 20 "$folder/log"; exit 1; }
        sleep 0.05
    done
    DATABASE_SOCKET=$folder/socket DATABASE_NAME=intelligentic DATABASE_USER=root \
        "$1" migrate --directory sql/migrations --schema "$2" > "$folder/applied"
)
