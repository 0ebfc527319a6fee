import type { BuildContext } from "./artifacts";
export async function buildRootfs(_: BuildContext): Promise<void> { throw new Error("todo"); }
export async function buildFlinkImage(_: BuildContext): Promise<void> { throw new Error("todo"); }
export async function buildJobImage(_: BuildContext): Promise<void> { throw new Error("todo"); }
