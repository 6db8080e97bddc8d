# MariaDB and Redis, private to this checkout: they listen on sockets in .run/ only.

# The kernel takes 107 bytes for the path of a socket.
socket_path_limit=107

# Where the sockets are: .run/sockets, or a folder with a short path that it then leads to.
prepare_sockets() {
    local folder=$PWD/$run/sockets short
    if (( ${#folder} + ${#longest_socket_name} + 1 > socket_path_limit )); then
        if [[ ! -d $folder ]]; then
            short=$(mktemp -d /tmp/intelligentic.XXXXXX)
            ln -sfn "$short" "$folder"
        fi
        sockets=$(readlink -f "$folder")
    else
        mkdir -p -m 700 "$folder"
        sockets=$folder
    fi
}
longest_socket_name=local-functions-of-some-length.sock

# A secret of its own for each purpose, made once, for this user's eyes only.
secret() {
    local file=$run/secrets/$1
    [[ -s $file ]] || { (umask 077; head -c 24 /dev/urandom | base64 | tr '+/' '-_' > "$file.new"); mv "$file.new" "$file"; }
    printf '%s' "$file"
}

start_database() {
    local data=$run/mariadb/data
    mkdir -p -m 700 "$run/mariadb"
    if [[ ! -d $data ]]; then
        rm -rf "$data.new"
        mariadb-install-db --no-defaults --datadir="$PWD/$data.new" --user="$(id -un)" --skip-test-db \
            --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)"
        mv "$data.new" "$data"
    fi
    start mariadb "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults --datadir="$PWD/$data" --user="$(id -un)" \
        --socket="$sockets/mariadb.sock" --pid-file="$PWD/$run/mariadb/mariadb.pid" --skip-networking \
        --max-connections=$database_connections --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci
    await mariadb 60 database_says 'SELECT 1'
    # Tables are made by `intelligentic migrate`; who may do what with their rows is granted after it, see grant_access.
    {
        echo "CREATE DATABASE IF NOT EXISTS intelligentic CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;"
        database_user migrator 'ALL PRIVILEGES'
        # A restore reads the backup in beside the tables that it replaces.
        for place in restore replaced; do
            echo "GRANT ALL PRIVILEGES ON \`intelligentic\\_$place\`.* TO 'migrator'@'localhost';"
        done
    } | database
}
database_connections=151

database() { mariadb --no-defaults --socket="$sockets/mariadb.sock" --user="$(id -un)" --batch --skip-column-names "$@"; }
database_says() { database --execute="$1" > /dev/null 2>&1; }

database_user() {
    local password; password=$(< "$(secret "database-$1")")
    echo "CREATE USER IF NOT EXISTS '$1'@'localhost' IDENTIFIED BY '$password';"
    echo "ALTER USER '$1'@'localhost' IDENTIFIED BY '$password';"
    echo "GRANT $2 ON intelligentic.* TO '$1'@'localhost';"
}

# A user for each program, with the rights that its manifest declares; what is declared no more is taken away.
grant_access() {
    {
        render grants --secrets "$run/secrets" --database-connections "$database_connections"
        # All programs were this one user once.
        echo "DROP USER IF EXISTS 'functions'@'localhost';"
    } | database
}

start_redis() {
    local changed
    mkdir -p -m 700 "$run/redis"
    changed=$(render redis-acl --secrets "$run/secrets" --output "$run/redis/users.acl")
    if running redis && ! { [[ -z $changed ]] && redis_answers; }; then
        # One that was started without this file, or with another password, does not know the operator.
        [[ $(redis_operator ACL LOAD 2>&1) == OK ]] || stop redis TERM 15
    fi
    start redis "$(command -v redis-server)" --port 0 --unixsocket "$sockets/redis.sock" --unixsocketperm 600 \
        --dir "$PWD/$run/redis" --save '' --appendonly yes --daemonize no --aclfile "$PWD/$run/redis/users.acl" \
        --proto-max-bulk-len 2mb --client-query-buffer-limit 4mb
    await redis 30 redis_answers
}
redis_operator() {
    REDISCLI_AUTH=$(< "$(secret redis-operator)") redis-cli -s "$sockets/redis.sock" --user intelligentic_operator "$@"
}
redis_answers() { [[ $(redis_operator PING 2> /dev/null) == PONG ]]; }

# await NAME SECONDS COMMAND…: until COMMAND is true. Fails when the process ends or the time does.
await() {
    local name=$1 deadline=$((SECONDS + $2)); shift 2
    until "$@"; do
        running "$name" || { echo "$name ended. The end of its log:"; tail -n 20 "$logs/$name.log"; return 1; }
        ((SECONDS <= deadline)) || { echo "$name does not answer. The end of its log:"; tail -n 20 "$logs/$name.log"; return 1; }
        sleep 0.05
    done
}

# MariaDB's and Redis's addresses, the keys, and policies for development; each program is given what its manifest asks for, and its own users.
write_environment() {
    cat > "$run/environment.new" <<- END
		DATABASE_SOCKET=$sockets/mariadb.sock
		DATABASE_NAME=intelligentic
		REDIS_SOCKET=$sockets/redis.sock
		JWT_JWKS_FILE=$PWD/$run/keys/jwks.json
		JWT_PRIVATE_KEY_FILE=$PWD/$run/keys/private.jwk
		SECRETS_KEY_FILE=$PWD/$run/keys/secrets.key
		JQ_EVALUATOR=$PWD/$run/bin/JQEvaluator
		MODELS_FILE=$PWD/$run/models.json
		LOG_LEVEL=info
		OUTBOUND_ALLOW=127.0.0.0/8,::1
		OUTBOUND_CEILING=0.0.0.0/0,::/0
		PROCESSES_ALLOW=shell,script
		PROCESSES_CEILING=shell,script,container
		LIFECYCLE_EVENTS_CEILING=all
		EMAIL_VERIFICATION=off
		SMTP_URL=smtp://127.0.0.1:$(< "$run/mail.port")
		MAIL_FROM=intelligentic@localhost
		PUBLIC_URL=http://localhost:$port
	END
    # For a measurement: RATE_LIMIT_SCALE=1000 bin/up
    [[ -z ${RATE_LIMIT_SCALE:-} ]] || echo "RATE_LIMIT_SCALE=$RATE_LIMIT_SCALE" >> "$run/environment.new"
    mv "$run/environment.new" "$run/environment"
}

# as_migrator COMMAND…: `intelligentic COMMAND…` as the user that may change tables.
as_migrator() {
    DATABASE_SOCKET=$sockets/mariadb.sock DATABASE_NAME=intelligentic DATABASE_USER=migrator \
        DATABASE_PASSWORD_FILE=$PWD/$(secret database-migrator) "$run/bin/intelligentic" "$@"
}

migrate() { as_migrator migrate --directory sql/migrations "$@"; }
