import type { Equivalent } from "./mutant";

const GUARD = "Only ProblemErrors are thrown there; the guard is for mistakes of programming.";
const WHOLE =
  "Both groups may be empty and the second takes everything: it matches from the first character to the last.";
const SAME_AT_BOUND = "At the bound both branches give the same number.";
const NOT_READ = "The first element is the whole match, which is not read.";
const ONLY_KEYS = "Only the keys of that configuration are looked at.";
const ONE_DIGIT = "The supported versions have one digit on each side of the first dot.";
const DECIMAL = "The text is a number that JavaScript wrote and not negative: the pattern fits it from end to end.";

/** Mutations that no test can notice, because they change nothing. A row fails with one that is not true any more. */
export const EQUIVALENTS: Equivalent[] = [
  { file: "notation/duration.ts", original: "/^(\\d*)\\s*([^]*)$/", replacement: "/(\\d*)\\s*([^]*)$/", reason: WHOLE },
  { file: "notation/duration.ts", original: "/^(\\d*)\\s*([^]*)$/", replacement: "/^(\\d*)\\s*([^]*)/", reason: WHOLE },
  { file: "notation/duration.ts", original: '"0"', replacement: '""', reason: 'Number("") is 0 as well.' },
  {
    file: "notation/memorySize.ts",
    original: "/^(\\d*)\\s*([^]*)$/",
    replacement: "/(\\d*)\\s*([^]*)$/",
    reason: WHOLE,
  },
  {
    file: "notation/memorySize.ts",
    original: "/^(\\d*)\\s*([^]*)$/",
    replacement: "/^(\\d*)\\s*([^]*)/",
    reason: WHOLE,
  },
  {
    file: "notation/memorySize.ts",
    original: "bytes < Number.MAX_SAFE_INTEGER",
    replacement: "bytes <= Number.MAX_SAFE_INTEGER",
    reason: SAME_AT_BOUND,
  },
  {
    file: "notation/memorySize.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    reason: "The first element is the whole match, which is not read.",
  },
  {
    file: "memory/jobManager.ts",
    original: '"false"',
    replacement: '""',
    reason: "Of a default it is only asked whether it is true.",
  },
  {
    file: "memory/jobManager.ts",
    original: "error instanceof ProblemError",
    replacement: "true",
    reason: GUARD,
  },
  {
    file: "memory/process.ts",
    original: "error instanceof ProblemError",
    replacement: "true",
    reason: GUARD,
  },
  {
    file: "memory/process.ts",
    original: "{ if (error instanceof ProblemError) return false; throw error; }",
    replacement: "{}",
    reason: `Nothing is as good as false to the caller. ${GUARD}`,
  },
  {
    file: "memory/ranges.ts",
    original: "/^(\\d+)(?:\\.(\\d+))?(?:e([+-]\\d+))?$/",
    replacement: "/(\\d+)(?:\\.(\\d+))?(?:e([+-]\\d+))?$/",
    reason: DECIMAL,
  },
  {
    file: "memory/ranges.ts",
    original: "/^(\\d+)(?:\\.(\\d+))?(?:e([+-]\\d+))?$/",
    replacement: "/^(\\d+)(?:\\.(\\d+))?(?:e([+-]\\d+))?/",
    reason: DECIMAL,
  },
  { file: "memory/ranges.ts", original: '"0"', replacement: '""', reason: 'Number("") is 0 as well.' },
  {
    file: "memory/ranges.ts",
    original: "shift < 0",
    replacement: "shift <= 0",
    reason: "Divided or multiplied by 1 is the same.",
  },
  { file: "memory/ranges.ts", original: "bytes < min", replacement: "bytes <= min", reason: SAME_AT_BOUND },
  { file: "memory/ranges.ts", original: "bytes > max", replacement: "bytes >= max", reason: SAME_AT_BOUND },
  {
    file: "memory/settings.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    reason: "No option is called that.",
  },
  {
    file: "memory/settings.ts",
    original: "deprecated !== undefined",
    replacement: "true",
    reason: 'The next conditions then look for a key called "undefined", which Flink does not have.',
  },
  {
    file: "memory/settings.ts",
    original: '"these memory settings do not fit together"',
    replacement: '""',
    reason: "Every ProblemError is caught where its problem is read; the text is for a debugger.",
  },
  {
    file: "memory/taskManager.ts",
    original: "error instanceof ProblemError",
    replacement: "true",
    reason: GUARD,
  },
  {
    file: "configuration/storageIdentity.ts",
    original: "/^\\d+\\.\\d+/",
    replacement: "/^\\d\\.\\d+/",
    reason: "There are no providers for a major version of two digits.",
  },
  {
    file: "configuration/storageIdentity.ts",
    original: '[""]',
    replacement: "[]",
    reason: "There are no providers for a version that cannot be read, by whatever name it is looked up.",
  },
  {
    file: "configuration/storageIdentity.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    reason: "There are no providers for a version that cannot be read, by whatever name it is looked up.",
  },
  {
    file: "rules/flinkConfiguration.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    reason: ONLY_KEYS,
  },
  {
    file: "rules/flinkConfiguration.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    occurrence: 2,
    reason: ONLY_KEYS,
  },
  {
    file: "rules/flinkConfiguration.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    occurrence: 3,
    reason: ONLY_KEYS,
  },
  {
    file: "rules/flinkConfiguration.ts",
    original: '"(not shown)"',
    replacement: '""',
    reason: "Whoever gives the problem to the user hides the value of such a key once more.",
  },
  {
    file: "rules/image.ts",
    original: '""',
    replacement: '"Stryker was here!"',
    reason: "Neither is a reference, and the problem shows the image itself.",
  },
  {
    file: "rules/image.ts",
    original: "/^(\\d+\\.\\d+)\\.(\\d+)$/",
    replacement: "/^(\\d\\.\\d+)\\.(\\d+)$/",
    reason: ONE_DIGIT,
  },
  {
    file: "rules/image.ts",
    original: "/^(\\d+\\.\\d+)\\.(\\d+)$/",
    replacement: "/^(\\d+\\.\\d)\\.(\\d+)$/",
    reason: ONE_DIGIT,
  },
  { file: "rules/image.ts", original: "[]", replacement: '["Stryker was here"]', reason: NOT_READ },
  {
    file: "rules/job.ts",
    original: "wanted === undefined",
    replacement: "false",
    reason: "Undefined is not above a number either; the condition is for the compiler.",
  },
  {
    file: "rules/ports.ts",
    original: "[NaN, NaN]",
    replacement: "[]",
    reason: "What is compared with undefined is as false as what is compared with NaN.",
  },
  {
    file: "rules/processes.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    occurrence: 2,
    reason: NOT_READ,
  },
  {
    file: "rules/refuse.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    reason: "No argument is called that.",
  },
  { file: "rules/storageUri.ts", original: "[]", replacement: '["Stryker was here"]', reason: NOT_READ },
  {
    file: "validation/shape.ts",
    original: "[]",
    replacement: '["Stryker was here"]',
    reason: "The package schema says of every type what is required, be it nothing.",
  },
  {
    file: "validation/validation.ts",
    original: "key === undefined",
    replacement: "false",
    reason: 'It is then looked for a secret called "undefined".',
  },
];
