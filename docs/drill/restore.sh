#!/bin/bash
# The drill of a restore: a dump is taken, tokens are created and revoked after it, the database is dropped and restored from
# the dump below two running replicas. Both must refuse what was created since, and take what was revoked since.
#
#   ./mvnw -q -DskipTests package && docs/drill/restore.sh      as root, with Debian's postgresql and curl; a minute or two
#
# All of it is on 127.0.0.1, in a folder of its own, and ends with the script. JAVA says which java, of release 25 or later.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
java=${JAVA:-java}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
folder=$(mktemp -d)
chmod 755 "$folder"
install -d -o postgres "$folder/server"
port=$((20000 + RANDOM % 10000))
native=native-token-of-the-drill-0123456789
dynatrace=dt0c01.$(printf 'R%.0s' $(seq 24)).$(printf 'S%.0s' $(seq 64))
replicas=()

as_postgres() { su postgres -s /bin/sh -c "$*"; }
server() { as_postgres "$bin/$1 -h 127.0.0.1 -p $port ${*:2}"; }
end() {
    for replica in "${replicas[@]}"; do kill "$replica" 2> /dev/null || true; done
    wait "${replicas[@]}" 2> /dev/null || true
    as_postgres "$bin/pg_ctl -D $folder/server/data -m fast stop > /dev/null" || true
    rm -rf "$folder"
}
trap end EXIT

until_it_holds() { # what, then a command
    for _ in $(seq 600); do
        if "${@:2}" > /dev/null 2>&1; then return; fi
        sleep 0.2
    done
    echo "did not come true: $1" >&2
    tail -n 3 "$folder"/replica-*.log >&2
    exit 1
}
api() { # replica, method, path, further arguments of curl
    curl -sf -X "$2" -H "Authorization: Api-Token $dynatrace" -H 'Content-Type: application/json' \
        "http://127.0.0.1:$((port + $1))$3" "${@:4}"
}
create() { api "$1" POST /api/v2/apiTokens -d '{"name": "drill", "scopes": ["metrics.read"]}' | sed 's/.*"token":"\([^"]*\)".*/\1/'; }
revoke() { api "$1" DELETE "/api/v2/apiTokens/$(echo "$2" | cut -d. -f1,2)"; }
says() { # replica, token, true or false
    curl -sf -H "Authorization: Bearer $native" -H 'Content-Type: application/json' \
        "http://127.0.0.1:$((port + $1))/v1/tokens:verify" -d "{\"token\": \"$2\"}" | grep -q "^{\"valid\":$3"
}
both_say() { until_it_holds "replica 1 says $2 $3" says 1 "$1" "$2" && until_it_holds "replica 2 says $2 $3" says 2 "$1" "$2"; }

as_postgres "$bin/initdb -D $folder/server/data -A trust > /dev/null"
as_postgres "$bin/pg_ctl -w -D $folder/server/data -l $folder/server/log \
    -o '-p $port -k $folder/server -c listen_addresses=127.0.0.1' start > /dev/null"
server createdb tokengate
export TOKENGATE_DATABASE_URL=postgresql://127.0.0.1:$port/tokengate TOKENGATE_DATABASE_USERNAME=postgres
export TOKENGATE_BOOTSTRAP_NATIVE_TOKEN=$native TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN=$dynatrace
for i in 1 2; do
    TOKENGATE_PORT=$((port + i)) TOKENGATE_MANAGEMENT_PORT=$((port + 10 + i)) \
        "$java" -Xmx256m -XX:TieredStopAtLevel=1 -jar "$root/gateway/target/gateway.jar" > "$folder/replica-$i.log" 2>&1 &
    replicas+=($!)
    until_it_holds "replica $i is ready" curl -sf "http://127.0.0.1:$((port + i))/readyz"
done

old=$(create 1)
both_say "$old" true "of a token before the dump"
server pg_dump --format=custom "--file=$folder/server/dump" tokengate
echo "dumped by $("$bin/pg_dump" --version)"
new=$(create 2)
revoke 1 "$old"
both_say "$new" true "of a token after the dump"
both_say "$old" false "of a token that was revoked after the dump"

server dropdb --force tokengate
server createdb tokengate
server pg_restore --exit-on-error --dbname=tokengate "$folder/server/dump"
both_say "$new" false "of a token that the dump does not have"
both_say "$old" true "of a token that was revoked after the dump, once that is restored"
both_say "$(create 2)" true "of a token after the restore"
echo "restored: both replicas say what the dump says"
