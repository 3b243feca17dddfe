# One authority for each cluster, and a certificate for each part. Keys are for their owner only, and in the form
# (SEC1) that the Java client can read.

certificates() {
  local name subject
  mkdir -p "$DIR/pki"
  (
    umask 077
    cd "$DIR/pki"
    openssl ecparam -name prime256v1 -genkey -noout -out ca.key
    openssl req -x509 -new -key ca.key -days 30 -subj "/CN=berth-live $NAME" -out ca.crt \
      -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,digitalSignature,keyCertSign
    openssl ecparam -name prime256v1 -genkey -noout -out sa.key
    openssl ec -in sa.key -pubout -out sa.pub
    server_certificate apiserver kube-apiserver IP:127.0.0.1 IP:10.96.0.1 DNS:kubernetes.default.svc
    while read -r name subject; do
      client_certificate "$name" "$subject"
    done <<'END'
admin /O=system:masters/CN=admin
controller-manager /CN=system:kube-controller-manager
scheduler /CN=system:kube-scheduler
kwok /O=system:masters/CN=kwok
kuberay /CN=kuberay-operator
kueue /CN=system:serviceaccount:kueue-system:kueue-controller-manager
END
    node_certificates
  ) >"$DIR/log/certificates.log" 2>&1 || { tail -n 5 "$DIR/log/certificates.log" >&2; die "cannot make certificates"; }
}

# server_certificate FILE NAME ADDRESS...
server_certificate() {
  local file=$1 name=$2
  shift 2
  printf '%s\n' 'extendedKeyUsage=serverAuth' "subjectAltName=$(IFS=,; echo "DNS:$name,$*")" >"$file.extensions"
  certificate "$file" "/CN=$name"
}

client_certificate() {
  echo 'extendedKeyUsage=clientAuth' >"$1.extensions"
  certificate "$1" "$2"
}

certificate() {
  openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 8)" -days 30 \
    -extfile "$1.extensions" -out "$1.crt"
}

# kubeconfig USER FILE
kubeconfig() {
  (
    umask 077
    cat >"$2" <<END
apiVersion: v1
kind: Config
clusters: [{name: $NAME, cluster: {server: "https://127.0.0.1:$API_PORT", certificate-authority-data: $(base64 -w0 "$DIR/pki/ca.crt")}}]
users: [{name: $NAME-$1, user: {client-certificate-data: $(base64 -w0 "$DIR/pki/$1.crt"), client-key-data: $(base64 -w0 "$DIR/pki/$1.key")}}]
contexts: [{name: $NAME, context: {cluster: $NAME, user: $NAME-$1}}]
current-context: $NAME
END
  )
}
