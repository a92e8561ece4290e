#!/bin/sh
# Starts the gateway once over a PostgreSQL of its own, serves a few requests and ends it, so that the JVM writes a cache
# of what it loaded. For the image's build only; arguments: the cache, then the command that runs the gateway.
set -eu
cache=$1
shift
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
data=/tmp/training
install -d -o postgres "$data"
su postgres -s /bin/sh -c "$bin/initdb -D $data/db -A trust > /dev/null && \
    $bin/pg_ctl -D $data/db -w -l $data/log -o '-k $data -c listen_addresses=127.0.0.1' start > /dev/null"
trap 'su postgres -s /bin/sh -c "$bin/pg_ctl -D $data/db -m fast stop > /dev/null"; rm -rf $data' EXIT

native=training-native-token-0123456789abcdef
dynatrace=dt0c01.AAAAAAAAAAAAAAAAAAAAAAAA.$(printf 'B%.0s' $(seq 64))
export TOKENGATE_DATABASE_URL=postgresql://127.0.0.1/postgres TOKENGATE_DATABASE_USERNAME=postgres
export TOKENGATE_BOOTSTRAP_NATIVE_TOKEN=$native TOKENGATE_BOOTSTRAP_DYNATRACE_TOKEN=$dynatrace

java "-XX:AOTCacheOutput=$cache" "$@" > "$data/output" 2>&1 &
gateway=$!
attempt=0
until curl -sf http://127.0.0.1:8080/readyz > /dev/null; do
    attempt=$((attempt + 1))
    if [ $attempt -gt 120 ] || ! kill -0 $gateway 2> /dev/null; then
        cat "$data/output" >&2
        exit 1
    fi
    sleep 1
done
api=http://127.0.0.1:8080
for i in 1 2 3 4 5; do
    curl -sf -o /dev/null -H "Authorization: Api-Token $dynatrace" -H 'Content-Type: application/json' \
        $api/api/v2/apiTokens/lookup -d "{\"token\": \"$dynatrace\"}"
    curl -sf -o /dev/null -H "Authorization: Api-Token $dynatrace" -H 'Content-Type: application/json' \
        $api/api/v2/apiTokens -d "{\"name\": \"training\", \"scopes\": [\"metrics.read\"]}"
    curl -sf -o /dev/null -H "Authorization: Bearer $native" $api/v1/audit
    curl -sf -o /dev/null http://127.0.0.1:8081/actuator/prometheus
done
kill $gateway
# A JVM ends by SIGTERM with 143, after it has written the cache.
wait $gateway || [ $? -eq 143 ]
test -s "$cache"
chmod 0644 "$cache"
