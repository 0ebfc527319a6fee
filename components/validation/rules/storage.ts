import { PLUGIN_SCHEMES } from "../../configuration/stateStorage";
import { objectNameProblems } from "../names";
import type { Problem } from "../problem";
import type { Rule, Subject } from "../rule";
import { shownValue } from "../sensitive";

/** The storage of the state. */
export const storageRules: Rule[] = [
  { reads: ["storage.uri", "storage.plugin"], check: uriProblems },
  { reads: ["storage.endpoint"], check: endpointProblems },
  {
    reads: ["storage.credentialsSecret.name"],
    check: ({ spec }) => (spec.storage.credentialsSecret ? objectNameProblems(spec.storage.credentialsSecret.name, "storage.credentialsSecret.name") : []),
  },
  { reads: ["storage.options"], check: optionProblems },
];

function uriProblems({ spec }: Subject): Problem[] {
  const { uri, plugin } = spec.storage;
  const schemes = PLUGIN_SCHEMES[plugin];
  // The old form s3://key:secret@bucket is not repeated.
  const value = uri.includes("@") ? "(not shown: it contains a user)" : uri;
  const problem = (rule: string, allowed: string, fix: string): Problem => ({ rule, path: "storage.uri", value, allowed, fix });
  const [, scheme, bucket, folder] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/.exec(uri) ?? [];
  if (scheme === undefined) {
    return [problem("storage.uri", "scheme://bucket/folder, such as s3://my-bucket/flink", "Give the URI with its scheme.")];
  }
  if (!schemes.includes(scheme)) {
    return [
      problem(
        "storage.scheme",
        `${schemes.map((s) => `${s}://`).join(" or ")}, which ${plugin} serves`,
        `Write the URI with ${schemes[0]}://, or choose the plugin that serves ${scheme}:// in storage.plugin. A path of one pod is lost with the pod.`,
      ),
    ];
  }
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    return [
      problem("storage.bucket", "a bucket of 3 to 63 lower case letters, digits, '.' and '-' after ://", "Correct the bucket's name; it may not be empty."),
    ];
  }
  if (/\s|\/\/|[?#]/.test(folder)) {
    return [problem("storage.folder", "a folder without spaces, '?', '#' and empty parts", "Correct the part after the bucket.")];
  }
  return [];
}

function endpointProblems({ spec }: Subject): Problem[] {
  const { endpoint } = spec.storage;
  if (endpoint === undefined) return [];
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url && ["http:", "https:"].includes(url.protocol) && ["", "/"].includes(url.pathname) && url.username === "" && url.search === "") return [];
  return [
    {
      rule: "storage.endpoint",
      path: "storage.endpoint",
      // A user and password in the URL are not repeated.
      value: url?.username ? "(not shown: it contains a user)" : endpoint,
      allowed: "http://host:port or https://host:port, without path, user and query",
      fix: "Give the URL of the store itself; bucket and folder belong into storage.uri, keys into storage.credentialsSecret.",
    },
  ];
}

const OPTION = /^(s3|s3a|s3n|fs\.s3a|fs\.s3|presto\.s3)\./;
const OWNED_OPTIONS: Record<string, string> = {
  "s3.endpoint": "storage.endpoint",
  "fs.s3a.endpoint": "storage.endpoint",
  "s3.path.style.access": "storage.pathStyleAccess",
  "s3.path-style-access": "storage.pathStyleAccess",
  "fs.s3a.path.style.access": "storage.pathStyleAccess",
};

function optionProblems({ spec }: Subject): Problem[] {
  return Object.entries(spec.storage.options).flatMap(([key, value]) => {
    const path = `storage.options[${JSON.stringify(key)}]`;
    if (!OPTION.test(key)) {
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
    const owner = OWNED_OPTIONS[key];
    return owner === undefined ? [] : [{ rule: "storage.option-owned", path, value, allowed: `this setting by ${owner} only`, fix: `Remove it and set ${owner}.` }];
  });
}
