import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { execa } from "execa";
import { artifact, ensure } from "./artifacts";
import { cacheRoot, PROJECT_ROOT } from "./cache";
import { isExecutable, startLog } from "./execute";
import { withLock } from "./lock";
import { StepError, type Progress } from "./steps";
import versions from "./versions.json";

/** Where the CLI and the provider came from: Pulumi's own releases, or compiled from their Go modules. */
export type PulumiOrigin = "official" | "source";

/** What is remembered about an installation, so that the choice is made once. */
interface Installation {
  origin: PulumiOrigin;
  /** The pins it was made for: other pins, another choice. */
  pins: string;
  /** Folder with the real `pulumi` and its language hosts. */
  cli: string;
  /** The real provider executable; absent when the CLI installed it in the home itself. */
  provider?: string;
}

const { official: OFFICIAL, minimum: MINIMUM, kubernetesProvider: KUBERNETES_PROVIDER } = versions.pulumi;
const PLUGIN_NAME = `resource-kubernetes-v${KUBERNETES_PROVIDER}`;

/** PULUMI_HOME of this project, and the two places in it that everything is reached by. */
function home() {
  const directory = join(cacheRoot(), "pulumi-home");
  return {
    directory,
    bin: join(directory, "bin"),
    provider: join(directory, "plugins", PLUGIN_NAME, "pulumi-resource-kubernetes"),
    record: join(directory, "installation.json"),
    log: join(cacheRoot(), "logs", "pulumi-official.log"),
  };
}

/**
 * Environment in which `pulumi` is the toolchain's: its CLI, language host and a Node.js that is new enough. PULUMI_HOME
 * is the toolchain's too, unless the user's own is asked for, with logins and plugins, and official releases are at hand.
 */
export function pulumiEnvironment(whose: "toolchain" | "user" = "toolchain"): NodeJS.ProcessEnv {
  const { directory, bin } = home();
  const compiled = readInstallation()?.origin === "source";
  return {
    ...((whose === "toolchain" || compiled) && { PULUMI_HOME: directory }),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The SDK and the compiler are parsed once, not at every preview.
    NODE_COMPILE_CACHE: join(cacheRoot(), "node-compile-cache"),
    // Where nothing can be downloaded each preview would try to, for every provider that npm installed a package of.
    ...(compiled && { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" }),
    PATH: [bin, dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter),
  };
}

/** Makes Pulumi ready to use and says where it came from. Official releases if they can be had, else from source. */
export async function ensurePulumi(progress: Progress): Promise<string> {
  const { record } = home();
  const wanted = wantedOrigin();
  const known = readInstallation();
  if (known && isUsable(known) && (!wanted || wanted === known.origin)) return describe(known);
  return withLock(
    `${record}.lock`,
    (holder) => progress(`waiting for process ${holder.pid}, which is installing it`),
    async () => {
      const current = readInstallation();
      const remembered = current?.pins === pins() ? current.origin : undefined;
      // Once compiled from source it stays so, until told otherwise: no waiting for a network that was not there.
      let installation = (wanted ?? remembered) === "source" ? undefined : await installOfficial(progress);
      if (!installation && wanted === "official") {
        throw new StepError({
          what: `install Pulumi ${OFFICIAL} and its Kubernetes provider ${KUBERNETES_PROVIDER} from their official releases`,
          log: home().log,
          todo:
            "Check that this machine reaches Pulumi's download servers, or unset PULUMI_FLINK_TOOLCHAIN so that " +
            "they may be compiled from source.",
        });
      }
      installation ??= await installFromSource(progress);
      link(installation);
      return describe(installation);
    },
  );
}

function wantedOrigin(): PulumiOrigin | undefined {
  const value = process.env.PULUMI_FLINK_TOOLCHAIN;
  if (!value) return undefined;
  if (value === "official" || value === "source") return value;
  throw new StepError({
    what: `PULUMI_FLINK_TOOLCHAIN is ${value}`,
    todo: "Set it to official or source, or unset it to have the official release where it can be had.",
  });
}

const pins = () => JSON.stringify([versions.pulumi, artifact("pulumi").dir, artifact("pulumi-kubernetes").dir]);

const describe = ({ origin, cli }: Installation) =>
  origin === "official" ? `official release in ${cli}` : `${artifact("pulumi").version}, compiled from source`;

function readInstallation(): Installation | undefined {
  try {
    return JSON.parse(readFileSync(home().record, "utf8")) as Installation;
  } catch {
    return undefined;
  }
}

function isUsable(installation: Installation): boolean {
  const { bin, provider } = home();
  const executables = [join(bin, "pulumi"), join(bin, "pulumi-language-nodejs"), provider];
  if (installation.pins !== pins() || !executables.every(isExecutable)) return false;
  return installation.origin === "official" || (artifact("pulumi").ready() && artifact("pulumi-kubernetes").ready());
}

/** The CLI on PATH if it is new enough, else the release that Pulumi's own installer downloads; then its provider plugin. */
async function installOfficial(progress: Progress): Promise<Installation | undefined> {
  const { directory, log } = home();
  startLog(log);
  progress("looking for an official release");
  const cli = (await cliOnPath()) ?? (await downloadCli(join(directory, "versions", OFFICIAL), progress));
  if (!cli) return undefined;
  rmSync(dirname(home().provider), { recursive: true, force: true });
  progress(`installing Kubernetes provider ${KUBERNETES_PROVIDER}`);
  const install = ["plugin", "install", "resource", "kubernetes", KUBERNETES_PROVIDER, "--non-interactive"];
  const installed = await runWhileItAnswers(join(cli, "pulumi"), install, {
    ...pulumiEnvironment(),
    PATH: `${cli}${delimiter}${process.env.PATH}`,
  });
  return installed && isExecutable(home().provider) ? { origin: "official", pins: pins(), cli } : undefined;
}

/** Folder of a `pulumi` on PATH that is new enough and has its Node.js language host beside it. */
async function cliOnPath(): Promise<string | undefined> {
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder && folder !== home().bin);
  const folder = folders.find(
    (candidate) => isExecutable(join(candidate, "pulumi")) && isExecutable(join(candidate, "pulumi-language-nodejs")),
  );
  if (!folder) return undefined;
  const { stdout } = await execa(join(folder, "pulumi"), ["version"], {
    reject: false,
    env: { PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return isAtLeast(String(stdout).trim(), MINIMUM) ? folder : undefined;
}

/** Whether a release ("v3.259.0") has the same major version as the minimum and is not older. Pre-releases are not. */
export function isAtLeast(release: string, lowest: string): boolean {
  const numbers = (text: string) =>
    text
      .match(/^v?(\d+)\.(\d+)\.(\d+)$/)
      ?.slice(1)
      .map(Number);
  const [has, needs] = [numbers(release), numbers(lowest)];
  if (!has || !needs || has[0] !== needs[0]) return false;
  return has[1] !== needs[1] ? has[1] > needs[1] : has[2] >= needs[2];
}

/** Has the installer of Pulumi's Automation API, which the SDK brings, put the CLI and its language hosts into `root`. */
async function downloadCli(root: string, progress: Progress): Promise<string | undefined> {
  const bin = join(root, "bin");
  if (isExecutable(join(bin, "pulumi")) && isExecutable(join(bin, "pulumi-language-nodejs"))) return bin;
  progress(`downloading Pulumi ${OFFICIAL}`);
  rmSync(root, { recursive: true, force: true });
  const installer = `
    const { PulumiCommand } = require("@pulumi/pulumi/automation");
    const { SemVer } = require("semver");
    PulumiCommand.install({ version: new SemVer(${JSON.stringify(OFFICIAL)}), root: ${JSON.stringify(root)} })
      .catch((error) => { console.error(error.message); process.exit(1); });`;
  const installed = await runWhileItAnswers(process.execPath, ["-e", installer], { ...process.env });
  return installed && isExecutable(join(bin, "pulumi")) ? bin : undefined;
}

const ANSWER_WITHIN = 3000;
const DOWNLOAD_WITHIN = 600_000;

/**
 * Runs a program that downloads something, and says whether it succeeded. It is ended when within three seconds it has
 * not put a byte into its temporary folder: then there is no network, and its own patience would be longer.
 */
async function runWhileItAnswers(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const { directory, log } = home();
  const temporary = join(directory, "download");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  const output = { file: log, append: true } as const;
  const child = execa(program, args, {
    cwd: PROJECT_ROOT,
    env: { ...env, TMPDIR: temporary },
    reject: false,
    stdin: "ignore",
    stdout: output,
    stderr: output,
    timeout: DOWNLOAD_WITHIN,
  });
  const silence = setTimeout(() => {
    if (readdirSync(temporary, { recursive: true }).every((name) => statSync(join(temporary, String(name))).size === 0))
      child.kill();
  }, ANSWER_WITHIN);
  const result = await child;
  clearTimeout(silence);
  rmSync(temporary, { recursive: true, force: true });
  return !result.failed;
}

async function installFromSource(progress: Progress): Promise<Installation> {
  await ensure(["pulumi", "pulumi-kubernetes"], progress);
  return {
    origin: "source",
    pins: pins(),
    cli: dirname(artifact("pulumi").bin("pulumi")),
    provider: artifact("pulumi-kubernetes").bin("pulumi-resource-kubernetes"),
  };
}

/** Gives both origins the same paths: bin/ with the CLI and its language hosts, plugins/ with the provider; the record comes last. */
function link(installation: Installation): void {
  const { bin, provider, record } = home();
  rmSync(record, { force: true });
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin, { recursive: true });
  for (const name of readdirSync(installation.cli)) {
    if (/^pulumi(-language-.*|-analyzer-.*|-resource-pulumi-.*)?$/.test(name))
      symlinkSync(join(installation.cli, name), join(bin, name));
  }
  if (installation.provider) {
    rmSync(dirname(provider), { recursive: true, force: true });
    mkdirSync(dirname(provider), { recursive: true });
    symlinkSync(installation.provider, provider);
  }
  writeFileSync(`${record}.new`, JSON.stringify(installation, undefined, 1));
  renameSync(`${record}.new`, record);
}
