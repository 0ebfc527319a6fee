import type { BuildContext } from "./artifacts";
export async function buildFlink(_: BuildContext): Promise<void> { throw new Error("todo"); }
