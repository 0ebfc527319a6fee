import type { AnyTable } from "../table";
import { access } from "./access";
import { clone } from "./clone";
import { generations } from "./generations";
import { interruptedUp } from "./interruptedUp";
import { kills } from "./kills";
import { previewTime } from "./previewTime";
import { reboot } from "./reboot";

/** All tables, in the order in which they are listed. */
export const tables = [kills, interruptedUp, access, reboot, generations, previewTime, clone] as unknown as AnyTable[];
