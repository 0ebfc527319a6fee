import { join } from "node:path";
import { CONTEXT, network, paths } from "../layout";
import { PAUSE_IMAGE } from "../pause";
import { cniPluginDirectory } from "../preflight";
import { succeeds } from "../probes";
import type { NodeProcess } from "./nodeProcess";

/** The container runtime. */
export function containerd(): NodeProcess {
  const file = join(paths().configuration, "containerd.toml");
  const cni = join(paths().configuration, "cni", "10-sandbox.conflist");
  return {
    name: "containerd",
    command: ["containerd", "--config", file],
    files: { [file]: configuration(), [cni]: podNetwork() },
    listens: [],
    ready: succeeds("ctr", ["--address", paths().containerdSocket, "version"]),
    after: [],
  };
}

/** containerd with the CRI plugin only, in its own directories: another containerd on the machine is not touched. */
function configuration(): string {
  const { containerd: root, run, containerdSocket, configuration } = paths();
  return `version = 2
root = "${root}"
state = "${join(run, "containerd")}"
# The opt plugin would make /opt/containerd.
disabled_plugins = [
  "io.containerd.internal.v1.opt",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.zfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.internal.v1.tracing",
]

[grpc]
address = "${containerdSocket}"

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${PAUSE_IMAGE}"
# Without CAP_SYS_RESOURCE runc cannot lower oom_score_adj, and no pod would start.
restrict_oom_score_adj = true
netns_mounts_under_state_dir = true
stream_server_address = "127.0.0.1"
stream_server_port = "0"

[plugins."io.containerd.grpc.v1.cri".containerd]
snapshotter = "overlayfs"
default_runtime_name = "runc"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
Root = "${join(run, "runc")}"
SystemdCgroup = false

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "${cniPluginDirectory()}"
conf_dir = "${join(configuration, "cni")}"
`;
}

/** Pods on the sandbox's bridge. Their addresses are remembered in /run only: after a reboot no pod has one. */
function podNetwork(): string {
  const plugin = {
    type: "bridge",
    bridge: network.bridge,
    isGateway: true,
    hairpinMode: true,
    ipam: {
      type: "host-local",
      ranges: [[{ subnet: network.pods, gateway: network.address }]],
      routes: [{ dst: "0.0.0.0/0" }],
      dataDir: join(paths().run, "cni"),
    },
  };
  return JSON.stringify({ cniVersion: "0.4.0", name: CONTEXT, plugins: [plugin] }, undefined, 2);
}
