import { execa } from "execa";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { CONTEXT, NODE, API_SERVER_URL, network, paths } from "./layout";

interface Certificate {
  name: string;
  authority: string;
  commonName: string;
  organization?: string;
  alternativeNames?: string[];
}

const CERTIFICATES: Certificate[] = [
  {
    name: "api-server",
    authority: "kubernetes",
    commonName: "kube-apiserver",
    alternativeNames: [
      `IP:${network.address}`,
      "IP:127.0.0.1",
      `IP:${network.kubernetesService}`,
      "DNS:kubernetes",
      "DNS:kubernetes.default",
      "DNS:kubernetes.default.svc",
      `DNS:kubernetes.default.svc.${network.domain}`,
    ],
  },
  {
    name: "api-server-to-kubelet",
    authority: "kubernetes",
    commonName: "kube-apiserver-kubelet-client",
    organization: "system:masters",
  },
  {
    name: "kubelet",
    authority: "kubernetes",
    commonName: NODE,
    alternativeNames: [`IP:${network.address}`, `DNS:${NODE}`],
  },
  { name: "node", authority: "kubernetes", commonName: `system:node:${NODE}`, organization: "system:nodes" },
  { name: "controller-manager", authority: "kubernetes", commonName: "system:kube-controller-manager" },
  { name: "scheduler", authority: "kubernetes", commonName: "system:kube-scheduler" },
  { name: "kube-proxy", authority: "kubernetes", commonName: "system:kube-proxy" },
  { name: "coredns", authority: "kubernetes", commonName: "system:coredns" },
  { name: "admin", authority: "kubernetes", commonName: CONTEXT, organization: "system:masters" },
  { name: "etcd", authority: "etcd", commonName: "etcd", alternativeNames: ["IP:127.0.0.1"] },
  { name: "api-server-to-etcd", authority: "etcd", commonName: "kube-apiserver-etcd-client" },
];

/** Path of a file of the sandbox's PKI. */
export function pki(file: string): string {
  return join(paths().pki, file);
}

/** Makes all keys and certificates once; an interrupted run leaves nothing that is taken for complete. */
export async function ensureCertificates(): Promise<void> {
  const { pki: directory } = paths();
  if (existsSync(directory)) return;
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  await Promise.all([
    ...["kubernetes", "etcd"].map((name) => makeAuthority(draft, name)),
    execa(
      "openssl",
      ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "service-account.key"],
      { cwd: draft },
    ),
  ]);
  await execa("openssl", ["pkey", "-in", "service-account.key", "-pubout", "-out", "service-account.pub"], {
    cwd: draft,
  });
  await Promise.all(CERTIFICATES.map((certificate) => sign(draft, certificate)));
  renameSync(draft, directory);
}

/** A server's certificate with its key, and the authority that signed it, all in PEM. */
export interface ServerCertificate {
  certificate: string;
  key: string;
  authority: string;
}

/** Makes a certificate for a server that is no part of the node, with an authority of its own; nothing is kept. */
export async function serverCertificate(commonName: string, alternativeNames: string[]): Promise<ServerCertificate> {
  const directory = mkdtempSync(join(tmpdir(), "pulumi-flink-certificate-"));
  try {
    await makeAuthority(directory, "own");
    await sign(directory, { name: "server", authority: "own", commonName, alternativeNames });
    const read = (file: string) => readFileSync(join(directory, file), "utf8");
    return { certificate: read("server.crt"), key: read("server.key"), authority: read("own-ca.crt") };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function makeAuthority(directory: string, name: string) {
  const usage = "keyUsage=critical,keyCertSign,cRLSign,digitalSignature";
  return openssl(directory, [
    "-keyout",
    `${name}-ca.key`,
    "-out",
    `${name}-ca.crt`,
    "-subj",
    `/CN=${CONTEXT}-${name}`,
    "-addext",
    usage,
  ]);
}

function sign(directory: string, { name, authority, commonName, organization, alternativeNames }: Certificate) {
  const subject = `${organization ? `/O=${organization}` : ""}/CN=${commonName}`;
  const extensions = [
    "basicConstraints=critical,CA:FALSE",
    "keyUsage=critical,digitalSignature",
    "extendedKeyUsage=serverAuth,clientAuth",
  ];
  if (alternativeNames) extensions.push(`subjectAltName=${alternativeNames.join(",")}`);
  return openssl(directory, [
    ...["-CA", `${authority}-ca.crt`, "-CAkey", `${authority}-ca.key`],
    ...["-keyout", `${name}.key`, "-out", `${name}.crt`, "-subj", subject],
    ...extensions.flatMap((extension) => ["-addext", extension]),
  ]);
}

function openssl(directory: string, args: string[]) {
  return execa(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", ...args],
    { cwd: directory },
  );
}

/** Path of the kubeconfig of a user that is a process of the node. */
export function kubeconfigOf(user: string): string {
  return join(paths().configuration, `${user}.kubeconfig`);
}

/** Writes the processes' kubeconfigs and the user's own, which is `<state>/kubeconfig`. */
export function writeKubeconfigs(): void {
  for (const user of ["node", "controller-manager", "scheduler", "kube-proxy", "coredns"]) {
    writeOnce(kubeconfigOf(user), kubeconfig(user));
  }
  writeOnce(paths().kubeconfig, kubeconfig("admin"));
}

function kubeconfig(user: string): string {
  const data = (file: string) => readFileSync(pki(file)).toString("base64");
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": CONTEXT,
    clusters: [
      { name: CONTEXT, cluster: { server: API_SERVER_URL, "certificate-authority-data": data("kubernetes-ca.crt") } },
    ],
    users: [
      { name: user, user: { "client-certificate-data": data(`${user}.crt`), "client-key-data": data(`${user}.key`) } },
    ],
    contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user, namespace: "default" } }],
  });
}

function writeOnce(path: string, content: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === content) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, content, { mode: 0o600 });
  chmodSync(`${path}.new`, 0o600);
  renameSync(`${path}.new`, path);
}
