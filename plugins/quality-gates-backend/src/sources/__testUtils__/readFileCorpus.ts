import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Fact,
  Source,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { deliverFile } from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';

/** Files of the corpus, as a source reads them. */
export interface FileCorpus {
  readonly files: readonly string[];
  /** A file is sent to the format that is called as the source. */
  read(path: string): Fact[];
  /** Data of the facts of the file of this name. */
  named(name: string): Fact['data'][];
}

/** Files of these folders of the corpus whose names end so; undefined where the corpus is not. */
export function readFileCorpus(
  source: Source,
  options: { readonly folders: readonly string[]; readonly ending: string },
): FileCorpus | undefined {
  const root = process.env.QUALITY_GATES_CORPUS ?? '';
  const folders = options.folders.map(folder => join(root, folder));
  if (!root || !folders.every(folder => existsSync(folder))) return undefined;
  const files = folders.flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith(options.ending))
      .map(name => join(folder, name)),
  );
  const read = (path: string) =>
    source.normalise(deliverFile(source.id, readFileSync(path, 'utf8')));
  return {
    files,
    read,
    named(name) {
      const path = files.find(one => one.endsWith(`/${name}`));
      if (!path) throw new Error(`The corpus has no ${name}`);
      return read(path).map(({ data }) => data);
    },
  };
}
