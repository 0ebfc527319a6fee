import { size } from "../storage/reportText";
import type { Leftovers } from "./leftovers";

/** What would be deleted or, when it was, has been. */
export function leftoversText({ objects, haConfigMaps, state }: Leftovers): string {
  const lines = [
    ...objects.map(({ kind, name }) => `${kind} ${name}`),
    ...haConfigMaps.map((name) => `ConfigMap ${name} (Flink's HA metadata)`),
    ...(state === undefined || state.objects === 0 ? [] : [`${state.root}/ (${size(state)})`]),
  ];
  return lines.map((line) => `  ${line}\n`).join("");
}

/** Whether nothing is left. */
export function isClean({ objects, haConfigMaps, state }: Leftovers): boolean {
  return objects.length + haConfigMaps.length + (state?.objects ?? 0) === 0;
}
