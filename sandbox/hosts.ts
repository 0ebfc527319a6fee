import { Resolver } from "node:dns/promises";
import { renameSync, writeFileSync } from "node:fs";
import { waitForProbe } from "./probes";
import { network, paths } from "./layout";

/**
 * Has the sandbox's DNS answer names of AWS with an address of the bridge, and all others of AWS not at all; an empty
 * list takes them back. Returns once CoreDNS has read it.
 */
export async function answerInPods(names: string[]): Promise<void> {
  const file = paths().hosts;
  writeFileSync(`${file}.new`, names.map((name) => `${network.address} ${name}\n`).join(""));
  renameSync(`${file}.new`, file);
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([network.address]);
  const answered = async () => {
    const answers = await Promise.all(
      names.map((name) => resolver.resolve4(name).catch((error: NodeJS.ErrnoException) => [String(error.code)])),
    );
    const wrong = names.findIndex((_, index) => !answers[index].includes(network.address));
    return wrong < 0 ? undefined : `${names[wrong]} is answered with ${answers[wrong].join()}`;
  };
  await waitForProbe("CoreDNS to answer names of AWS", answered, {
    seconds: 15,
    processName: "coredns",
    todo: "Read its log, then run the command again.",
  });
}
