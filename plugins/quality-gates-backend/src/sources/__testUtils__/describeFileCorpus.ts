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
  read(path: string): Fact[];
  /** Data of the facts of the file of this name. */
  named(name: string): Fact['data'][];
}

/**
 * Describes what a source reads in folders of the corpus whose files end so; `tests` is called only where the corpus
 * is. A file is sent to the format that is called as the source.
 */
export function describeFileCorpus(
  title: string,
  options: {
    readonly source: Source;
    readonly folders: readonly string[];
    readonly ending: string;
  },
  tests: (corpus: FileCorpus) => void,
): void {
  const { source, ending } = options;
  const root = process.env.QUALITY_GATES_CORPUS ?? '';
  const folders = options.folders.map(folder => join(root, folder));
  describe(title, () => {
    if (!root || !folders.every(folder => existsSync(folder))) {
      it.todo('is read (skipped: QUALITY_GATES_CORPUS is unset)');
      return;
    }
    const files = folders.flatMap(folder =>
      readdirSync(folder)
        .filter(name => name.endsWith(ending))
        .map(name => join(folder, name)),
    );
    const read = (path: string) =>
      source.normalise(deliverFile(source.id, readFileSync(path, 'utf8')));
    const named = (name: string) => {
      const path = files.find(one => one.endsWith(`/${name}`));
      if (!path) throw new Error(`The corpus has no ${name}`);
      return read(path).map(({ data }) => data);
    };
    tests({ files, read, named });
  });
}
