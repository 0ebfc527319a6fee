import { up } from "./client";
import { runCommand } from "../toolchain/steps";
const t=Date.now();
void runCommand(async () => { await up((l) => console.log(((Date.now()-t)/1000).toFixed(1), l), []); console.log("total", (Date.now()-t)/1000); });
