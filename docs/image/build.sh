#!/bin/bash
# Builds the image without a registry or a Docker engine: local images, made of a Debian tree and an installed JDK 25,
# stand in for the base images, and buildah in a chroot does the rest. For Debian, as root, with buildah and debootstrap.
#
#   docs/image/build.sh [folder]      the folder keeps what is made; 2 GB
#
# JDK_HOME says which JDK 25 is meant, otherwise Temurin's below /usr/lib/jvm. MAVEN_FOLDER stands in for ~/.m2,
# which the build may read and write instead of beginning with an empty one.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-${TMPDIR:-/tmp}/tokengate-image}
jdk=${JDK_HOME:-$(ls -d /usr/lib/jvm/temurin-25-jdk-* | head -1)}
maven=${MAVEN_FOLDER:-$folder/m2}
storage=(--root "$folder/storage" --runroot "$folder/run" --storage-driver vfs)
mkdir -p "$folder" "$maven"

base() { # name, packages: a Debian tree with the JDK in it
    local tree=$folder/$1
    if [ ! -x "$tree/opt/java/openjdk/bin/java" ]; then
        debootstrap --variant=minbase --include="$2" bookworm "$tree"
        mkdir -p "$tree/opt/java"
        cp -a "$jdk" "$tree/opt/java/openjdk"
        rm -rf "$tree/var/cache/apt/archives" "$tree/opt/java/openjdk/jmods" "$tree/opt/java/openjdk/lib/src.zip"
    fi
    local container
    container=$(buildah "${storage[@]}" from scratch)
    buildah "${storage[@]}" add -q "$container" "$tree" / > /dev/null
    buildah "${storage[@]}" config --env JAVA_HOME=/opt/java/openjdk \
        --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$container"
    buildah "${storage[@]}" commit -q --rm "$container" "localhost/tokengate-$1" > /dev/null
}

has() { buildah "${storage[@]}" inspect --type image "localhost/$1" > /dev/null 2>&1; }

has tokengate-jdk || base jdk ca-certificates,curl,unzip
has tokengate-jre || base jre ca-certificates

# The build asks registries as this machine does, so it trusts whom this machine trusts.
trusted=()
for authorities in /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/java/cacerts; do
    [ -f "$authorities" ] && trusted+=(--volume "$authorities:$authorities:ro")
done
buildah "${storage[@]}" build --isolation chroot --network host --format docker \
    --build-arg JDK_IMAGE=localhost/tokengate-jdk --build-arg JRE_IMAGE=localhost/tokengate-jre \
    --volume "$maven:/root/.m2" "${trusted[@]}" \
    -t localhost/tokengate:local -f "$root/Dockerfile" "$root"
buildah "${storage[@]}" images
