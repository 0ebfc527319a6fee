import { isOtherStore } from "../model/stores";
import { argumentOfPluginKey, isPluginKey } from "../configuration/storage";
import { PLUGIN_SCHEMES } from "../model/s3Plugins";
import { S3Plugin, S3Profile } from "../arguments/storage";
import { objectNameProblems } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";
import { shownValue } from "../validation/sensitive";

/** The storage of the state. */
export const STORAGE_RULES: ClusterRule[] = [
  { reads: ["storage.uri", "storage.plugin"], check: uriProblems },
  { reads: ["storage.endpoint"], check: endpointProblems },
  {
    reads: ["storage.credentialsSecret.name"],
    check: ({ spec }) =>
      spec.storage.credentialsSecret
        ? objectNameProblems(spec.storage.credentialsSecret.name, "storage.credentialsSecret.name")
        : [],
  },
  { reads: ["storage.profile", "storage.endpoint"], check: profileProblems },
  { reads: ["storage.plugin", "storage.region", "storage.profile", "storage.endpoint"], check: regionProblems },
  {
    reads: ["storage.trustedCertificates.configMap"],
    check: ({ spec }) =>
      spec.storage.trustedCertificates
        ? objectNameProblems(spec.storage.trustedCertificates.configMap, "storage.trustedCertificates.configMap")
        : [],
  },
  { reads: ["storage.trustedCertificates", "storage.endpoint"], check: certificateProblems },
  { reads: ["storage.trustedCertificates.key"], check: certificateKeyProblems },
  { reads: ["storage.options", "storage.identity.type", "storage.credentialsSecret"], check: optionProblems },
];

function uriProblems({ spec }: Subject): Problem[] {
  const { uri, plugin } = spec.storage;
  const schemes = PLUGIN_SCHEMES[plugin];
  // The old form s3://key:secret@bucket is not repeated.
  const value = uri.includes("@") ? "(not shown: it contains a user)" : uri;
  const problem = (rule: string, allowed: string, fix: string): Problem => ({
    rule,
    path: "storage.uri",
    value,
    allowed,
    fix,
  });
  const [, scheme, bucket, folder] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/.exec(uri) ?? [];
  if (scheme === undefined) {
    return [
      problem("storage.uri", "scheme://bucket/folder, such as s3://my-bucket/flink", "Give the URI with its scheme."),
    ];
  }
  if (!schemes.includes(scheme)) {
    return [
      problem(
        "storage.scheme",
        `${schemes.map((s) => `${s}://`).join(" or ")}, which ${plugin} serves`,
        `Write the URI with ${schemes[0]}://, or choose the plugin that serves ${scheme}:// in ` +
          "storage.plugin. A path of one pod is lost with the pod.",
      ),
    ];
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    return [
      problem(
        "storage.bucket",
        "a bucket of 3 to 63 lower case letters, digits, '.' and '-' after ://",
        "Correct the bucket's name; it may not be empty.",
      ),
    ];
  }
  if (/\s|\/\/|[?#]/.test(folder)) {
    return [
      problem(
        "storage.folder",
        "a folder without spaces, '?', '#' and empty parts",
        "Correct the part after the bucket.",
      ),
    ];
  }
  return [];
}

function endpointProblems({ spec }: Subject): Problem[] {
  const { endpoint } = spec.storage;
  if (endpoint === undefined) return [];
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (
    url &&
    ["http:", "https:"].includes(url.protocol) &&
    ["", "/"].includes(url.pathname) &&
    url.username === "" &&
    url.search === ""
  )
    return [];
  return [
    {
      rule: "storage.endpoint",
      path: "storage.endpoint",
      value: shownEndpoint(endpoint),
      allowed: "http://host:port or https://host:port, without path, user and query",
      fix: "Give the URL of the store itself; bucket and folder belong into storage.uri, keys into storage.credentialsSecret.",
    },
  ];
}

/** A user and password in the URL are not repeated. */
function shownEndpoint(endpoint: string): string {
  return URL.canParse(endpoint) && new URL(endpoint).username !== "" ? "(not shown: it contains a user)" : endpoint;
}

function optionProblems({ spec }: Subject): Problem[] {
  return Object.entries(spec.storage.options).flatMap(([key, value]) => {
    const path = `storage.options[${JSON.stringify(key)}]`;
    if (!isPluginKey(key)) {
      return [
        {
          rule: "storage.option-key",
          path,
          value: shownValue(key, value),
          allowed: "keys of the S3 plugins: s3., s3a., fs.s3a., fs.s3. and presto.s3.",
          fix: "Correct the key, or put it into flinkConfiguration if it is none of the storage.",
        },
      ];
    }
    const owner = argumentOfPluginKey(key);
    // Without an identity the plugin looks for keys as the user tells it.
    if (owner === undefined || (owner === "storage.identity" && spec.storage.identity === undefined)) return [];
    return [
      {
        rule: "storage.option-owned",
        path,
        value,
        allowed: `this setting by ${owner} only`,
        fix: `Remove it and set ${owner}.`,
      },
    ];
  });
}

function profileProblems({ spec }: Subject): Problem[] {
  const { profile, endpoint } = spec.storage;
  if (!isOtherStore(profile) || endpoint !== undefined) return [];
  return [
    {
      rule: "storage.profile-without-endpoint",
      path: "storage.profile",
      value: profile,
      allowed: `${S3Profile.Aws} without storage.endpoint, which is Amazon S3`,
      fix: "Give the URL of the store in storage.endpoint, or leave storage.profile out.",
    },
  ];
}

function regionProblems({ spec }: Subject): Problem[] {
  const { plugin, region } = spec.storage;
  if (plugin !== S3Plugin.Native || region !== undefined) return [];
  return [
    {
      rule: "storage.native-without-region",
      path: "storage.region",
      value: undefined,
      allowed: `a region with ${S3Plugin.Native}, which does not start without one`,
      fix: "Set storage.region to the bucket's region; a store with storage.profile has us-east-1 by default.",
    },
  ];
}

function certificateProblems({ spec }: Subject): Problem[] {
  const { trustedCertificates: certificates, endpoint } = spec.storage;
  // AWS itself may be behind a proxy that signs with an authority of its own.
  if (certificates === undefined || endpoint === undefined || endpoint.startsWith("https:")) return [];
  return [
    {
      rule: "storage.certificates-without-tls",
      path: "storage.trustedCertificates",
      value: certificates.configMap,
      allowed: `certificates only where the store speaks TLS, but storage.endpoint is ${shownEndpoint(endpoint)}`,
      fix: "Give the https:// URL of the store in storage.endpoint, or remove storage.trustedCertificates.",
    },
  ];
}

function certificateKeyProblems({ spec }: Subject): Problem[] {
  const key = spec.storage.trustedCertificates?.key;
  if (key === undefined || /^[-._a-zA-Z0-9]{1,253}$/.test(key)) return [];
  return [
    {
      rule: "storage.certificates-key",
      path: "storage.trustedCertificates.key",
      value: key,
      allowed: "a key of a ConfigMap: letters, digits, '-', '_' and '.'",
      fix: "Give the key under which the ConfigMap has the certificates, such as ca.crt.",
    },
  ];
}
