import type { AnyTable } from "../table";
import { access } from "./access";
import { clone } from "./clone";
import { consumers } from "./consumers";
import { generations } from "./generations";
import { identity } from "./identity";
import { interruptedUp } from "./interruptedUp";
import { kills } from "./kills";
import { migration } from "./migration";
import { mutation } from "./mutation";
import { plugins } from "./plugins";
import { previewTime } from "./previewTime";
import { reboot } from "./reboot";
import { release } from "./release";
import { reuse } from "./reuse";
import { scale } from "./scale";

/** All tables, in the order in which they are listed. */
export const TABLES = [
  kills,
  interruptedUp,
  access,
  reboot,
  generations,
  previewTime,
  clone,
  plugins,
  migration,
  identity,
  mutation,
  release,
  consumers,
  reuse,
  scale,
] as unknown as AnyTable[];
