# Images for real nodes; there is no registry, so they are made here, by Debian's mmdebstrap and pack_image.py, those of Berth's
# services by buildah, and put into each node. Layers are kept as long as what they are made of does not change.

IMAGES=$HOME_DIR/images

# layer NAME STAMP COMMAND...: IMAGES/NAME.tar, made by the command (which is given the file's name) if the stamp is new.
layer() {
  local name=$1
  shift
  kept "$name" "$name.tar" "$@"
}

# kept NAME FILE STAMP COMMAND...: the same for any file of IMAGES; NAME has the stamp.
kept() {
  local name=$1 file=$2 stamp=$3
  shift 3
  [ "$(cat "$IMAGES/$name.stamp" 2>/dev/null)" != "$stamp" ] || return 0
  echo "making $file" >&2
  rm -f "$IMAGES/$name.new"
  ("$@" "$IMAGES/$name.new") >"$IMAGES/$name.log" 2>&1 || { tail -n 15 "$IMAGES/$name.log" >&2; die "$file cannot be made"; }
  mv "$IMAGES/$name.new" "$IMAGES/$file"
  echo "$stamp" >"$IMAGES/$name.stamp"
}

# With what the services' Dockerfiles would else fetch.
base_layer() {
  nice mmdebstrap --mode=root --variant=minbase --format=tar --include=openssh-client --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/*' bookworm "$1"
}

# Ray as KubeRay wants it in an image: with wget for its probes. Whatever runs in the image gets its certificates and name
# servers from this machine while it is made, and not in the image.
ray_layer() {
  # shellcheck disable=SC2016 # mmdebstrap's $1
  nice mmdebstrap --mode=root --variant=minbase --format=tar --include=python3,python3-pip,procps,wget --aptopt='Acquire::Languages "none"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --customize-hook='cp /etc/ssl/certs/ca-certificates.crt "$1/tmp/ca.crt"; cat /etc/resolv.conf >"$1/etc/resolv.conf"' \
    --customize-hook='chroot "$1" env -u PIP_FIND_LINKS PIP_CERT=/tmp/ca.crt REQUESTS_CA_BUNDLE=/tmp/ca.crt SSL_CERT_FILE=/tmp/ca.crt pip install --no-cache-dir --break-system-packages "ray[default]==2.49.0"' \
    --customize-hook='chroot "$1" useradd --create-home --uid 1000 ray' \
    --customize-hook='rm -rf "$1"/var/cache/apt/* "$1"/var/lib/apt/lists/* "$1"/root/.cache "$1"/tmp/*; : >"$1/etc/resolv.conf"' bookworm "$1"
}

# Enough of this machine's JDK to run a program from its source.
java_layer() { jlink_layer java.base,jdk.compiler,java.logging,jdk.zipfs "$1"; }

# This machine's JDK in the place of the services' own runtime image, without what only developers use.
jre_layer() {
  jlink_layer java.se,jdk.charsets,jdk.crypto.cryptoki,jdk.httpserver,jdk.jfr,jdk.localedata,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.unsupported,jdk.zipfs \
    --generate-cds-archive "$1"
}

# jlink_layer MODULES [OPTION] FILE
jlink_layer() {
  local new file=${*: -1}
  grep -qE '^JAVA_VERSION="?(2[5-9]|[3-9][0-9])' "$(java_home)/release" || die "JAVA_HOME is not a JDK 25 or later: $(java_home)"
  new=$(mktemp -d "$HOME_DIR/new.XXXXXX")
  mkdir "$new/opt"
  "$(java_home)/bin/jlink" --add-modules "$1" "${@:2:$#-2}" --strip-debug --no-header-files --no-man-pages \
    --output "$new/opt/java" && tar -C "$new" --owner=0 --group=0 -cf "$file" opt
  rm -rf -- "$new"
}

# As ./berth has found it.
java_home() { echo "${JAVA_HOME:-$(dirname -- "$(dirname -- "$(realpath -- "$(command -v javac)")")")}"; }

folder_layer() { tar -C "$1" --owner=0 --group=0 --transform "s#^\.#app#" -cf "$2" .; }

pause_layer() { tar -C "$BIN" --owner=0 --group=0 -cf "$1" pause; }

# pack NAME REFERENCE ENTRYPOINT LAYER...
pack() {
  local name=$1 reference=$2 entrypoint=$3 layers=()
  shift 3
  for layer; do layers+=("$IMAGES/$layer.tar"); done
  if [ ! -e "$IMAGES/$name.image" ] || [ -n "$(find "${layers[@]}" -newer "$IMAGES/$name.image")" ]; then
    python3 "$HERE/pack_image.py" "$IMAGES/$name.new" "$reference" "$entrypoint" "${layers[@]}"
    mv "$IMAGES/$name.new" "$IMAGES/$name.image"
  fi
}

# The examples, with what they need.
make_images() {
  local examples=$REPOSITORY/examples
  mkdir -p "$IMAGES"
  layer pause "$(sha256sum <"$BIN/pause")" pause_layer
  layer base "$(declare -f base_layer | sha256sum)" base_layer
  layer java "$({ declare -f java_layer && cat "$(java_home)/release"; } | sha256sum)" java_layer
  layer digits "$(cat "$examples/digits"/* | sha256sum)" folder_layer "$examples/digits"
  layer ray "$(declare -f ray_layer | sha256sum)" ray_layer
  layer ray-example "$(cat "$examples/ray"/* | sha256sum)" folder_layer "$examples/ray"
  pack pause localhost/pause:local /pause pause
  pack digits docker.io/library/digits:local '' base java digits
  pack ray docker.io/library/ray:local '' ray ray-example
}

# import_image NAME: into every real node of the cluster that is up and has it not.
import_image() {
  local node
  [ -e "$IMAGES/$1.image" ] || die "there is no image $1"
  for node in $(real_names); do
    if ! is_up "$node" || [ "$DIR/nodes/$node/$1.image" -nt "$IMAGES/$1.image" ]; then continue; fi
    inside "$node" ctr -a /run/containerd/containerd.sock -n k8s.io images import --all-platforms "$IMAGES/$1.image" \
      >>"$DIR/log/images.log" 2>&1 || fail_with images "cannot be imported"
    : >"$DIR/nodes/$node/$1.image"
  done
}

SERVICES=(advisor provisioner monitor)

# Berth's services, as they were packaged last, into every real node of the cluster; one run at a time, since the files are shared.
import_services() {
  local service
  exec 9>"$HOME_DIR/services.lock"
  flock 9
  layer jre "$({ declare -f jre_layer jlink_layer && cat "$(java_home)/release"; } | sha256sum)" jre_layer
  pack jre localhost/jre:local '' base jre
  for service in "${SERVICES[@]}"; do
    kept "$service" "$service.image" "$(service_stamp "$service")" service_image "$service"
    import_image "$service"
  done
}

# All that its Dockerfile takes.
service_stamp() {
  (
    cd "$REPOSITORY" && [ -e "$1-service/target/quarkus-app/quarkus-run.jar" ] || die "the $1 is not packaged: run ./mvnw package"
    {
      cat "$IMAGES"/{base,jre}.stamp docker/train-aot-cache "$1-service/src/main/docker/Dockerfile.jvm"
      declare -f service_image
      find "$1-service/target/quarkus-app" -type f -print0 | sort -z | xargs -0 sha256sum
    } | sha256sum
  )
}

# service_image NAME FILE: by its Dockerfile as it is.
service_image() {
  local store name=docker.io/berth/$1:live
  store=$(mktemp -d "$HOME_DIR/new.XXXXXX")
  {
    bud "$store" pull "docker-archive:$IMAGES/jre.image" &&
      bud "$store" build --isolation chroot --pull-never --build-arg RUNTIME_IMAGE=localhost/jre:local -t "$name" \
        -f "$REPOSITORY/$1-service/src/main/docker/Dockerfile.jvm" "$REPOSITORY" &&
      bud "$store" push "$name" "docker-archive:$2:$name"
  } || { rm -rf -- "$store"; return 1; }
  rm -rf -- "$store"
}

# bud STORE ARGUMENT...: buildah in namespaces of its own, so that no process or mount of it is left, whatever ends it.
bud() {
  local store=$1
  shift
  nice unshare --mount --pid --fork --kill-child --mount-proc buildah --root "$store/storage" --runroot "$store/run" --storage-driver overlay "$@"
}
