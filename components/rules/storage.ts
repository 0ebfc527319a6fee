import { S3Plugin, S3Profile } from "../arguments/storage";
import { argumentOfPluginKey, isPluginKey } from "../configuration/storage";
import { isOtherStore } from "../model/stores";
import { type Form, mustMatch } from "../validation/forms";
import { OBJECT_NAME } from "../validation/names";
import type { Problem } from "../validation/problem";
import { shownValue } from "../validation/sensitive";
import { uriProblems } from "./storageUri";
import { type ClusterRule, clusterRule, clusterRuleOfKinds, type Subject } from "./subject";

const CONFIG_MAP_KEY: Form = {
  pattern: /^[-._a-zA-Z0-9]{1,253}$/,
  allowed: "a key of a ConfigMap: letters, digits, '-', '_' and '.'",
  fix: "Give the key under which the ConfigMap has the certificates, such as ca.crt.",
};

/** The storage of the state. */
export const STORAGE_RULES: ClusterRule[] = [
  clusterRuleOfKinds(
    {
      "storage.uri": "A place without a scheme.",
      "storage.scheme": "A scheme that the plugin does not serve, or that of a local file.",
      "storage.bucket": "A bucket without a name, or with one that S3 does not take.",
      "storage.folder": "A folder with spaces, '?', '#' or empty parts.",
    },
    ["storage.uri", "storage.plugin"],
    ({ spec }) => uriProblems(spec.storage),
  ),
  clusterRule(
    "storage.endpoint",
    "An endpoint that is no URL of a store, or has more in it than that: a path, a user, a query.",
    ["storage.endpoint"],
    ({ spec: { storage } }) =>
      storage.endpoint !== undefined &&
      !isEndpoint(storage.endpoint) && {
        path: "storage.endpoint",
        value: shownEndpoint(storage.endpoint),
        allowed: "http://host:port or https://host:port, without path, user and query",
        fix: "Give the URL of the store itself; bucket and folder belong into storage.uri, keys into storage.credentialsSecret.",
      },
  ),
  clusterRule(
    "storage.credentials-secret",
    "A Secret with keys whose name Kubernetes does not take.",
    ["storage.credentialsSecret.name"],
    ({ spec }) => mustMatch(OBJECT_NAME, "storage.credentialsSecret.name", spec.storage.credentialsSecret?.name),
  ),
  clusterRule(
    "storage.profile-without-endpoint",
    "A profile of another store than Amazon S3 without the endpoint of the store.",
    ["storage.profile", "storage.endpoint"],
    ({ spec: { storage } }) =>
      isOtherStore(storage.profile) &&
      storage.endpoint === undefined && {
        path: "storage.profile",
        value: storage.profile,
        allowed: `${S3Profile.Aws} without storage.endpoint, which is Amazon S3`,
        fix: "Give the URL of the store in storage.endpoint, or leave storage.profile out.",
      },
  ),
  clusterRule(
    "storage.native-without-region",
    "The plugin flink-s3-fs-native without a region: it does not start.",
    ["storage.plugin", "storage.region", "storage.profile"],
    ({ spec: { storage } }) =>
      storage.plugin === S3Plugin.Native &&
      storage.region === undefined && {
        path: "storage.region",
        value: undefined,
        allowed: `a region with ${S3Plugin.Native}, which does not start without one`,
        fix: "Set storage.region to the bucket's region; a store with storage.profile has us-east-1 by default.",
      },
  ),
  clusterRule(
    "storage.certificates-config-map",
    "A ConfigMap with certificates whose name Kubernetes does not take.",
    ["storage.trustedCertificates.configMap"],
    ({ spec }) =>
      mustMatch(OBJECT_NAME, "storage.trustedCertificates.configMap", spec.storage.trustedCertificates?.configMap),
  ),
  clusterRule(
    "storage.certificates-without-tls",
    "Certificates for an http:// endpoint.",
    ["storage.trustedCertificates", "storage.endpoint"],
    ({ spec: { storage } }) =>
      storage.trustedCertificates !== undefined &&
      // AWS itself may be behind a proxy that signs with an authority of its own.
      storage.endpoint !== undefined &&
      !storage.endpoint.startsWith("https:") && {
        path: "storage.trustedCertificates",
        value: storage.trustedCertificates.configMap,
        allowed: `certificates only where the store speaks TLS, but storage.endpoint is ${shownEndpoint(storage.endpoint)}`,
        fix: "Give the https:// URL of the store in storage.endpoint, or remove storage.trustedCertificates.",
      },
  ),
  clusterRule(
    "storage.certificates-key",
    "A key that no ConfigMap can have.",
    ["storage.trustedCertificates.key"],
    ({ spec }) => mustMatch(CONFIG_MAP_KEY, "storage.trustedCertificates.key", spec.storage.trustedCertificates?.key),
  ),
  clusterRuleOfKinds(
    {
      "storage.option-key": "An option that is none of the S3 plugins.",
      "storage.option-owned": "An option that another argument decides.",
    },
    ["storage.options", "storage.identity.type", "storage.credentialsSecret"],
    optionProblems,
  ),
];

function isEndpoint(endpoint: string): boolean {
  if (!/^https?:\/\/\S+$/.test(endpoint) || !URL.canParse(endpoint)) return false;
  // Nothing is in it but scheme, host and port.
  const { href, origin } = new URL(endpoint);
  return href === `${origin}/`;
}

/** A user and password in the URL are not repeated. */
function shownEndpoint(endpoint: string): string {
  return endpoint.includes("@") ? "(not shown: it contains a user)" : endpoint;
}

function optionProblems({ spec }: Subject): Problem[] {
  return Object.entries(spec.storage.options).flatMap(([key, value]) => {
    const path = `storage.options[${JSON.stringify(key)}]`;
    if (!isPluginKey(key)) {
      return {
        rule: "storage.option-key",
        path,
        value: shownValue(key, value),
        allowed: "keys of the S3 plugins: s3., s3a., fs.s3a., fs.s3. and presto.s3.",
        fix: "Correct the key, or put it into flinkConfiguration if it is none of the storage.",
      };
    }
    const owner = argumentOfPluginKey(key);
    // Without an identity the plugin looks for keys as the user tells it.
    if (owner === undefined || (owner === "storage.identity" && spec.storage.identity === undefined)) return [];
    return {
      rule: "storage.option-owned",
      path,
      value,
      allowed: `this setting by ${owner} only`,
      fix: `Remove it and set ${owner}.`,
    };
  });
}
