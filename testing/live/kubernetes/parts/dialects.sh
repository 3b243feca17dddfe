# What the nodes of each kind of cluster are called, labelled and tainted; written from the vendors' documents that
# targets/kubernetes names, not read from live clusters. `node N KIND` prints a Node; KIND: control, cpu, gpu or spot.

node() {
  local n=$1 kind=$2 name type='' provider='' labels='' taints='' cpus=16 memory=64 gpus=0 pool=system
  case $kind in
    gpu) pool=gpu ;;
    spot) pool=gpu-spot ;;
  esac
  if [ $pool != system ]; then
    cpus=$CPUS memory=$MEMORY gpus=$GPUS
  fi
  name=$NAME-$pool-$n
  "node_of_$DIALECT"
  [ -z "$type" ] || label node.kubernetes.io/instance-type "$type"
  if [ "$kind" = control ]; then
    label node-role.kubernetes.io/control-plane ''
    taint node-role.kubernetes.io/control-plane '' NoSchedule
  fi
  local resources="cpu: \"$cpus\", memory: ${memory}Gi, ephemeral-storage: 200Gi, pods: \"110\"${GPUS:+, nvidia.com/gpu: \"$gpus\"}"
  cat <<END
---
apiVersion: v1
kind: Node
metadata:
  name: $name
  labels:
    $POWER: "on"
    kubernetes.io/hostname: $name
    kubernetes.io/os: linux
    kubernetes.io/arch: amd64
$labels
spec:
  providerID: "$provider"
  taints: [$taints]
status:
  capacity: {$resources}
  allocatable: {$resources}
  addresses: [{type: Hostname, address: $name}]
  nodeInfo: {architecture: amd64, operatingSystem: linux, osImage: fake, kernelVersion: fake, kubeletVersion: $VERSION,
    kubeProxyVersion: "", containerRuntimeVersion: "containerd://fake", machineID: "$n", systemUUID: "$n", bootID: "$n"}
END
}

label() { labels+="    $1: \"$2\""$'\n'; }
taint() { taints+="${taints:+, }{key: $1, value: \"$2\", effect: $3}"; }

zone() { # REGION SEPARATOR: three zones in turn
  local zones=abc
  label topology.kubernetes.io/region "$1"
  label topology.kubernetes.io/zone "$1$2${zones:n % 3:1}"
}

node_of_eks() {
  name=ip-10-0-$((n / 250))-$((n % 250 + 2)).ec2.internal
  provider=aws:///us-east-1a/i-$n
  case $gpus in 0) type=m5.4xlarge ;; 8) type=p4d.24xlarge ;; *) type=g5.12xlarge ;; esac
  zone us-east-1 ''
  label eks.amazonaws.com/nodegroup "$pool"
  label eks.amazonaws.com/capacityType "$([ "$kind" = spot ] && echo SPOT || echo ON_DEMAND)"
}

node_of_gke() {
  name=gke-$NAME-$pool-$n
  provider=gce://project/us-central1-a/$name
  zone us-central1 -
  label cloud.google.com/gke-nodepool "$pool"
  if [ "$kind" = spot ]; then
    label cloud.google.com/gke-spot true
    taint cloud.google.com/gke-spot true NoSchedule
  fi
  type=n2-standard-16
  if [ "$gpus" != 0 ]; then
    type=a2-highgpu-${gpus}g
    label cloud.google.com/gke-accelerator nvidia-tesla-a100
    taint nvidia.com/gpu present NoSchedule
  fi
}

node_of_aks() {
  name=aks-${pool//-/}-vmss$(printf '%06x' "$n")
  provider=azure:///subscriptions/0/virtualMachines/$n
  case $gpus in 0) type=Standard_D16s_v5 ;; 8) type=Standard_ND96asr_v4 ;; *) type=Standard_NC96ads_A100_v4 ;; esac
  zone eastus -
  label kubernetes.azure.com/agentpool "${pool//-/}"
  if [ "$kind" = spot ]; then
    label kubernetes.azure.com/scalesetpriority spot
    taint kubernetes.azure.com/scalesetpriority spot NoSchedule
  fi
  [ "$gpus" = 0 ] || label kubernetes.azure.com/accelerator nvidia
}

node_of_rancher() {
  provider=rke2://$name
  type=rke2
  label cattle.io/os linux
  feature_discovery
}

node_of_kubeadm() { feature_discovery; }

node_of_kind() {
  name=$NAME-worker$n
  provider=kind://docker/$NAME/$name
}

# What NVIDIA's GPU operator finds.
feature_discovery() {
  [ "$gpus" != 0 ] || return 0
  label nvidia.com/gpu.present true
  label nvidia.com/gpu.product NVIDIA-A100-SXM4-40GB
  label nvidia.com/gpu.count "$gpus"
}
