import { apiServer } from "./apiServer";
import { containerd } from "./containerd";
import { controllerManager, scheduler } from "./controllers";
import { coreDns } from "./coreDns";
import { etcd } from "./etcd";
import { kubelet } from "./kubelet";
import { kubeProxy } from "./kubeProxy";
import type { NodeProcess } from "./nodeProcess";
import { s3Store } from "./s3Store";

/** All processes of the node. Certificates and store credentials must exist. */
export function nodeProcesses(): NodeProcess[] {
  return [
    etcd(),
    apiServer(),
    controllerManager(),
    scheduler(),
    containerd(),
    kubelet(),
    kubeProxy(),
    coreDns(),
    s3Store(),
  ];
}
