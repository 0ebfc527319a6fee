import { PLUGIN_SCHEMES } from "../model/s3Plugins";
import type { StorageSpec } from "../model/storageSpec";
import { matches } from "../validation/forms";
import { BUCKET } from "../validation/names";
import type { Problem } from "../validation/problem";

/** Checks the URI of a storage part by part; the first that is wrong is the problem. */
export function uriProblems({ uri, plugin }: StorageSpec): Problem[] {
  const schemes = PLUGIN_SCHEMES[plugin];
  // The old form s3://key:secret@bucket is not repeated.
  const value = uri.includes("@") ? "(not shown: it contains a user)" : uri;
  const problem = (rule: string, allowed: string, fix: string) => [{ rule, path: "storage.uri", value, allowed, fix }];
  const [, scheme, bucket, folder] = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)([^]*)/.exec(uri) ?? [];
  if (scheme === undefined)
    return problem(
      "storage.uri",
      "scheme://bucket/folder, such as s3://my-bucket/flink",
      "Give the URI with its scheme.",
    );
  if (!schemes.includes(scheme))
    return problem(
      "storage.scheme",
      `${schemes.map((s) => `${s}://`).join(" or ")}, which ${plugin} serves`,
      `Write the URI with ${schemes[0]}://, or choose the plugin that serves ${scheme}:// in ` +
        "storage.plugin. A path of one pod is lost with the pod.",
    );
  if (!matches(BUCKET, bucket))
    return problem("storage.bucket", `${BUCKET.allowed} after ://`, "Correct the bucket's name; it may not be empty.");
  if (/\s|\/\/|[?#]/.test(folder))
    return problem(
      "storage.folder",
      "a folder without spaces, '?', '#' and empty parts",
      "Correct the part after the bucket.",
    );
  return [];
}
