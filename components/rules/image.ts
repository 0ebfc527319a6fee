import { S3Plugin } from "../arguments/storage";
import { objectNameProblems } from "../validation/names";
import type { Problem } from "../validation/problem";
import type { ClusterRule, Subject } from "./subject";

/** The image, the secrets to pull it and the Flink in it. */
export const IMAGE_RULES: ClusterRule[] = [
  { reads: ["image"], check: ({ args }) => imageProblems(args.image) },
  {
    reads: ["imagePullSecrets"],
    check: ({ args }) =>
      (args.imagePullSecrets ?? []).flatMap((name, index) => objectNameProblems(name, `imagePullSecrets[${index}]`)),
  },
  { reads: ["flinkVersion"], check: versionProblems },
  { reads: ["flinkVersion", "storage.plugin"], check: nativePluginProblems },
];

const REFERENCE = /^[a-z0-9]([a-zA-Z0-9._:/-]*[a-zA-Z0-9])?(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[0-9a-f]{64})$/;

/** Checks the reference of an image. */
export function imageProblems(image: string): Problem[] {
  if (REFERENCE.test(image)) return [];
  return [
    {
      rule: "image.reference",
      path: "image",
      value: image,
      allowed: "repository:tag or repository@sha256:<64 hexadecimal digits>",
      fix: "Name the tag or, so that every pod runs the same bytes, the digest.",
    },
  ];
}

/** First safe patch of each supported minor version: earlier ones let SQL inject code (CVE-2026-35194). */
const FIRST_PATCH: Record<string, number> = { "2.2": 1, "2.3": 0 };

function versionProblems({ spec }: Subject): Problem[] {
  const [, minor, patch] = /^(\d+\.\d+)\.(\d+)$/.exec(spec.flinkVersion) ?? [];
  if (minor !== undefined && minor in FIRST_PATCH && Number(patch) >= FIRST_PATCH[minor]) return [];
  return [
    {
      rule: "flink-version.unsupported",
      path: "flinkVersion",
      value: spec.flinkVersion,
      allowed:
        "2.2.1 and later 2.2, 2.3.0 and later 2.3 (earlier versions have CVE-2026-35194 or other configuration keys)",
      fix: "Use an image with a supported version of Flink and give its full version, such as 2.3.0.",
    },
  ];
}

function nativePluginProblems({ spec }: Subject): Problem[] {
  if (spec.storage.plugin !== S3Plugin.Native || !spec.flinkVersion.startsWith("2.2.")) return [];
  return [
    {
      rule: "storage.plugin-version",
      path: "storage.plugin",
      value: spec.storage.plugin,
      allowed: `with Flink ${spec.flinkVersion}: ${S3Plugin.Hadoop} or ${S3Plugin.Presto}; ${S3Plugin.Native} came with 2.3.0`,
      fix: "Choose another plugin or raise flinkVersion together with the image.",
    },
  ];
}
