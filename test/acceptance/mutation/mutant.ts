/** A change of the source: what stood there and what Stryker puts in its place, each on one line. */
export interface Mutation {
  /** Path below components/. */
  readonly file: string;
  readonly original: string;
  readonly replacement: string;
  /** Which one of the same changes in the file, from 1 on: lines may come and go. */
  readonly occurrence: number;
}

/** A mutation, and what the tests made of it. */
export interface Mutant extends Mutation {
  readonly line: number;
  /** Stryker's word: `Killed`, `Timeout`, `Survived`, `NoCoverage` ... */
  readonly status: string;
}

/** A mutation that changes nothing that anybody could observe, and why. */
export interface Equivalent extends Omit<Mutation, "occurrence"> {
  /** 1 where nothing is said. */
  readonly occurrence?: number;
  readonly reason: string;
}

/** Mutants by what became of them. */
export interface Verdict {
  readonly killed: Mutant[];
  readonly survivors: Mutant[];
  readonly equivalents: (Mutant & { readonly reason: string })[];
  /** Listed as equivalent, and killed by a test now or no mutation of the source any more. */
  readonly stale: Equivalent[];
}

/** A test failed, or never ended. What else Stryker says of a mutant, such as that it was told to ignore it, does not count. */
const KILLED = ["Killed", "Timeout"];

/** Sorts mutants by what became of them and by the list of equivalents. */
export function judge(mutants: Mutant[], listed: Equivalent[]): Verdict {
  const killed = mutants.filter(({ status }) => KILLED.includes(status));
  const alive = mutants
    .filter((mutant) => !killed.includes(mutant))
    .map((mutant) => ({ mutant, entry: listed.find((entry) => isSame(mutant, entry)) }));
  return {
    killed,
    survivors: alive.flatMap(({ mutant, entry }) => (entry === undefined ? [mutant] : [])),
    equivalents: alive.flatMap(({ mutant, entry }) =>
      entry === undefined ? [] : [{ ...mutant, reason: entry.reason }],
    ),
    stale: listed.filter((listedEntry) => !alive.some(({ entry }) => entry === listedEntry)),
  };
}

/** Survivors in per cent of all mutants that are not equivalent. */
export function survivalRate({ killed, survivors }: Verdict): number {
  return (100 * survivors.length) / (killed.length + survivors.length);
}

/** A mutation for people: where it is and what it does. */
export function describeMutation({ file, line, original, replacement }: Mutant): string {
  return `components/${file}:${line}  ${original}  =>  ${replacement}`;
}

function isSame(mutation: Mutation, { file, original, replacement, occurrence = 1 }: Equivalent): boolean {
  return (
    mutation.file === file &&
    mutation.original === original &&
    mutation.replacement === replacement &&
    mutation.occurrence === occurrence
  );
}
