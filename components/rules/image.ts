import { S3Plugin } from "../arguments/storage";
import { eachMustMatch, type Form, mustMatch } from "../validation/forms";
import { OBJECT_NAME } from "../validation/names";
import { rule } from "../validation/rule";
import { type ClusterRule, clusterRule } from "./subject";

const REFERENCE: Form = {
  pattern: /^[a-z0-9]([a-zA-Z0-9._:/-]*[a-zA-Z0-9])?(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})$/,
  allowed: "repository:tag or repository@sha256:<64 hexadecimal digits>",
  fix: "Name the tag or, so that every pod runs the same bytes, the digest.",
};

/** The reference of the image, which is checked alone where it is known later than the rest. */
export const IMAGE_REFERENCE = rule<{ args: { image?: string } }>(
  "image.reference",
  "An image without tag and digest, or what is no image reference at all.",
  ["image"],
  ({ args: { image } }) => {
    const problem = mustMatch(REFERENCE, "image", image ?? "");
    return problem && { ...problem, value: image };
  },
);

/** First safe patch of each supported minor version: earlier ones let SQL inject code (CVE-2026-35194). */
const FIRST_PATCH: Record<string, number> = { "2.2": 1, "2.3": 0 };

/** The image, the secrets to pull it and the Flink in it. */
export const IMAGE_RULES: ClusterRule[] = [
  IMAGE_REFERENCE,
  clusterRule(
    "image.pull-secret",
    "A Secret for pulling the image whose name Kubernetes does not take.",
    ["imagePullSecrets"],
    ({ args }) => eachMustMatch(OBJECT_NAME, "imagePullSecrets", args.imagePullSecrets),
  ),
  clusterRule(
    "image.flink-version",
    "A version of Flink that is not supported: unsafe, with other configuration keys, or incomplete.",
    ["flinkVersion"],
    ({ spec: { flinkVersion } }) =>
      !isSupported(flinkVersion) && {
        path: "flinkVersion",
        value: flinkVersion,
        allowed:
          "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
        fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
      },
  ),
  clusterRule(
    "image.plugin-version",
    "A file system plugin that this version of Flink does not have.",
    ["flinkVersion", "storage.plugin"],
    ({ spec: { flinkVersion, storage } }) =>
      storage.plugin === S3Plugin.Native &&
      flinkVersion.startsWith("2.2.") && {
        path: "storage.plugin",
        value: storage.plugin,
        allowed: `with Flink ${flinkVersion}: ${S3Plugin.Hadoop} or ${S3Plugin.Presto}; ${S3Plugin.Native} came with 2.3.0`,
        fix: "Choose another plugin or raise flinkVersion together with the image.",
      },
  ),
];

function isSupported(flinkVersion: string): boolean {
  const [, minor, patch] = /^(\d+\.\d+)\.(\d+)$/.exec(flinkVersion) ?? [];
  // Where there is no first patch, no patch is late enough.
  return Number(patch) >= FIRST_PATCH[minor];
}
