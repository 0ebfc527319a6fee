import { APPLICATION } from "./application";
import type { Mode } from "./mode";
import { standalone } from "./standalone";

/** An application cluster whose pods the component makes. */
export const APPLICATION_STANDALONE = standalone(APPLICATION);

/** Every way in which a cluster gets onto Kubernetes. */
export const MODES: readonly Mode[] = [APPLICATION_STANDALONE];
