import { stringify } from "yaml";
import type { StoredTarget } from "../cluster/target";
import type { Migration } from "./migrate";
import { size } from "./reportText";

/** What was copied, and what to change in the program or its configuration. */
export function migrationText(migration: Migration, { generation, storageIsComplete }: StoredTarget): string {
  const { cluster, stateStorage } = migration;
  const notes = [
    ...(stateStorage === undefined && !storageIsComplete
      ? ["This is what the cluster's objects and the options tell of `storage`: see what else the program gives it."]
      : []),
    ...(generation === undefined
      ? ["The last generation is not known: raise the one that the cluster had by one."]
      : []),
  ];
  return `${copiedText(migration)}
Set in the arguments of the FlinkCluster, in place of what is there:

${stringify(cluster)}${stateStorage === undefined ? "" : `\nand of its S3StateStorage:\n\n${stringify(stateStorage)}`}
${notes.map((note) => `${note}\n`).join("")}then run pulumi up.
The old state stays where it is. Delete it when the job has completed a checkpoint at the new location: see storage report.
`;
}

/** What was copied and how it was compared. */
export function copiedText({ from, savepoint, objects, bytes, read }: Migration): string {
  return `Copied ${from}
    to ${savepoint}
${size({ objects, bytes })}, all equal: ${objects - read} by their ETags, ${read} by reading both.
`;
}
