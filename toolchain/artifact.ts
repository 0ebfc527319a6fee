import type { Progress } from "./steps";
import type versions from "./versions.json";

/** Everything the toolchain can make. */
export type ArtifactName = keyof typeof versions.artifacts;

/** A directory in the cache, complete or absent, whose name changes with everything it is made from. */
export interface Artifact {
  name: ArtifactName;
  version: string;
  /** `<cacheRoot>/<name>/<version>-<recipe hash>`. */
  dir: string;
  /** Path of one of its executables. */
  bin: (tool: string) => string;
  /** Whether it is complete and its files have the recorded sizes and times. */
  ready: () => boolean;
}

/** What a build gets: where to put the files, where to log, whom to tell, and the artifacts it is made from. */
export interface BuildContext {
  target: string;
  log: string;
  progress: Progress;
  input: (name: ArtifactName) => Artifact;
}
