import { runCommand, StepError } from "../../toolchain/steps";
import { currentContracts } from "./current";
import { problemHere } from "./lastRelease";

/** `npm run contracts`: whether the changelog tells every difference from the contracts of the last release. */
void runCommand(async () => {
  const problem = problemHere(await currentContracts());
  if (problem !== undefined) throw new StepError({ what: problem, todo: "Decide which of the two is right." });
  process.stdout.write("The changelog tells every difference from the contracts of the last release.\n");
});
