import type { AnyTable } from "../table";
import { access } from "./access";
import { kills } from "./kills";

/** All tables, in the order in which they are listed. */
export const tables = [kills, access] as unknown as AnyTable[];
