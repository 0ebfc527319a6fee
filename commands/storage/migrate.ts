import { stringify } from "yaml";
import { type Migration, type MigrationOptions, migrateStorage as migrate } from "../../cli/storage/migrate";
import type { Progress } from "../../operations/progress";
import { PROJECT, type Stack } from "../stack/stack";
import { stackFile } from "../stack/stackFile";
import { stackTarget } from "../stack/target";

/** A verified copy and what to do with it. */
export interface StackMigration extends Migration {
  /** Lines of the stack's configuration, as YAML. */
  readonly configuration: string;
  readonly file: string;
}

/** Copies the savepoint that a stack's job was stopped with, and says what the stack must have for going on from there. */
export async function migrateStorage(
  stack: Stack,
  options: MigrationOptions,
  progress: Progress,
): Promise<StackMigration> {
  const migration = await migrate(await stackTarget(stack), options, progress);
  return { ...migration, configuration: configurationLines(migration), file: stackFile(stack) };
}

/** What to change in the stack's configuration so that the job goes on from the copy, as YAML. */
export function configurationLines({ cluster, stateStorage }: Pick<Migration, "cluster" | "stateStorage">): string {
  return stringify({
    [`${PROJECT}:cluster`]: cluster,
    ...(stateStorage && { [`${PROJECT}:stateStorage`]: stateStorage }),
  });
}
