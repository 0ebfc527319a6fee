import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { CoreV1Api } from "@kubernetes/client-node";
import { decodeJwt, decodeProtectedHeader, SignJWT } from "jose";
import { kubeConfig } from "../../../commands/stack/kubernetes";
import { waitFor } from "../../../operations/wait";
import { pki } from "../../../sandbox/certificates";
import { kubectl, sandbox } from "../../../sandbox/client";

const AUDIENCE = "sts.amazonaws.com";
const TOKEN_FILE = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token";

/** A token of a service account from the API server, as the kubelet gets it for a pod. */
export async function tokenOf(namespace: string, name: string, audience = AUDIENCE): Promise<string> {
  const core = kubeConfig(sandbox()).makeApiClient(CoreV1Api);
  const { status } = await core.createNamespacedServiceAccountToken({
    name,
    namespace,
    body: { spec: { audiences: [audience], expirationSeconds: 600 } },
  });
  return status!.token!;
}

/**
 * A token of the API server's as it is when its time is over. The API server gives none that short; so this one is
 * signed with the API server's own key, with its claims, an hour earlier.
 */
export async function expiredTokenOf(namespace: string, name: string): Promise<string> {
  const token = await tokenOf(namespace, name);
  const { kid, alg } = decodeProtectedHeader(token);
  const claims = decodeJwt(token);
  const earlier = (seconds?: number) => (seconds ?? 0) - 3600;
  return new SignJWT({ ...claims, iat: earlier(claims.iat), nbf: earlier(claims.nbf), exp: earlier(claims.exp) })
    .setProtectedHeader({ alg: alg!, kid })
    .sign(createPrivateKey(readFileSync(pki("service-account.key"), "utf8")));
}

/** The token that the kubelet has put into a pod of a service account, mounted as the component mounts it. */
export async function tokenInPod(namespace: string, serviceAccount: string): Promise<string> {
  const core = kubeConfig(sandbox()).makeApiClient(CoreV1Api);
  const name = `token-of-${serviceAccount}`;
  await core.createNamespacedPod({
    namespace,
    body: {
      metadata: { name },
      spec: {
        serviceAccountName: serviceAccount,
        automountServiceAccountToken: false,
        restartPolicy: "Never",
        terminationGracePeriodSeconds: 0,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 9999,
          fsGroup: 9999,
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [
          {
            name: "reader",
            image: "pulumi-flink.sandbox/exactly-once:0.1.0",
            imagePullPolicy: "Never",
            command: ["sleep", "600"],
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            volumeMounts: [
              { name: "token", mountPath: TOKEN_FILE.slice(0, TOKEN_FILE.lastIndexOf("/")), readOnly: true },
            ],
          },
        ],
        volumes: [
          {
            name: "token",
            projected: {
              sources: [{ serviceAccountToken: { audience: AUDIENCE, expirationSeconds: 3600, path: "token" } }],
            },
          },
        ],
      },
    },
  });
  try {
    return await waitFor({
      what: `pod ${name} to have its token`,
      seconds: 60,
      todo: `Look at the pod ${name} in ${namespace}.`,
      look: () => kubectl(["exec", name, "--namespace", namespace, "--", "cat", TOKEN_FILE]),
    });
  } finally {
    await core.deleteNamespacedPod({ name, namespace, gracePeriodSeconds: 0 });
  }
}

/** A service account for as long as something needs it. */
export async function withServiceAccount<T>(namespace: string, name: string, use: () => Promise<T>): Promise<T> {
  const core = kubeConfig(sandbox()).makeApiClient(CoreV1Api);
  await core
    .createNamespacedServiceAccount({ namespace, body: { metadata: { name } } })
    .catch((error: { code?: number }) => {
      // A killed run left it.
      if (error.code !== 409) throw error;
    });
  try {
    return await use();
  } finally {
    await core.deleteNamespacedServiceAccount({ name, namespace });
  }
}
