import { globSync } from "node:fs";
import { create } from "tar";

/** All archives are of this moment: equal content gives equal bytes. */
const TIME = new Date("2020-01-01T00:00:00Z");

/** Packs a folder's files, below a folder of the archive if one is named; equal files give equal bytes. */
export async function pack(file: string, folder: string, below = "."): Promise<void> {
  const paths = globSync("**", { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
    .sort();
  await create(
    {
      ...{ file, cwd: folder, gzip: true, portable: true, mtime: TIME, prefix: below },
      // Whatever the umask of whoever builds it.
      onWriteEntry: ({ stat }) => {
        if (stat) stat.mode = stat.mode & 0o100 ? 0o755 : 0o644;
      },
    },
    paths,
  );
}
