/** A version in the changelog. */
export interface Section {
  /** "Unreleased", or the version. */
  readonly version: string;
  /** Of the release; the unreleased version has none. */
  readonly date?: string;
  /** Its list items, each on one line. */
  readonly entries: readonly string[];
}

const HEADING = /^## (?:(Unreleased)|(\d+\.\d+\.\d+) - (\d{4}-\d{2}-\d{2}))$/;

/** The versions of a changelog, newest first: what is not released yet, then the releases. */
export function sections(changelog: string): Section[] {
  const parts = changelog.split(/^(?=## )/m).filter((part) => part.startsWith("## "));
  const found = parts.map((part) => {
    const [heading, ...body] = part.split("\n");
    const [, unreleased, version, date] = HEADING.exec(heading) ?? [];
    if (unreleased === undefined && version === undefined)
      throw new Error(`CHANGELOG.md: "${heading}" is neither "## Unreleased" nor "## 1.2.3 - 2026-01-31"`);
    return { version: unreleased ?? version, date, entries: entriesOf(body.join("\n")) };
  });
  if (found.filter(({ date }) => date === undefined).length !== 1 || found[0].date !== undefined)
    throw new Error('CHANGELOG.md: its first version, and no other, must be "## Unreleased"');
  return found;
}

/** The list items of a part; lines that go on are indented. */
function entriesOf(body: string): string[] {
  return [...body.matchAll(/^- (.*(?:\n {2}.*)*)/gm)].map(([, text]) => text.replaceAll(/\n\s+/g, " "));
}

/** The changelog of a release: what was unreleased has its version and date, and a new unreleased version is empty. */
export function dated(changelog: string, version: string, date: string): string {
  return changelog.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version} - ${date}`);
}
