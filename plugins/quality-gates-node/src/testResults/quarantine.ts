import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { Millis } from '../Fact';
import { gateDuration } from '../gateDuration';
import type { ProbeContext } from '../GateKind';
import type { TestCase } from '../reports';

const DAY_MS = 86_400_000;
const text = z.string().min(1).max(1000);

const entrySchema = z.strictObject({
  /** Name of the test, or `suite › name`. */
  test: text,
  /** Who makes it good. */
  owner: text,
  /** Last day, UTC, on which its failure does not count. */
  until: z.iso.date(),
  /** Only in this file. */
  file: text.optional(),
  /** Only in this project. */
  project: text.optional(),
});

/** A test whose failure does not count for a while. */
export type QuarantineEntry = z.output<typeof entrySchema>;

/** `quarantine` among the parameters of a gate over tests. */
export const quarantineSchema = z.strictObject({
  /** A YAML or JSON list in the component's repository, read from its default branch. */
  file: z
    .string()
    .max(500)
    .regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/, 'must be a path inside the repository')
    .optional(),
  tests: z.array(entrySchema).max(500).optional(),
  /** How far ahead `until` may lie: no test is put away for good. */
  maxAge: gateDuration().prefault('14d'),
});

/** Entries that hold now, and those that no longer or not yet may. */
export interface Quarantine {
  readonly active: readonly QuarantineEntry[];
  readonly expired: readonly QuarantineEntry[];
  /** Their end lies further ahead than `maxAge`. */
  readonly tooLong: readonly QuarantineEntry[];
  /** Why the file gave none; undefined when it was read, or none is named. */
  readonly missing?: string;
}

const fileSchema = z.union([
  z.array(entrySchema).max(500),
  z
    .strictObject({ tests: z.array(entrySchema).max(500) })
    .transform(({ tests }) => tests),
]);

/** The tests in quarantine now. Throws InputError when the file is there and is no such list. */
export async function readQuarantine(
  given: z.output<typeof quarantineSchema> | undefined,
  context: Pick<ProbeContext<unknown>, 'repositoryFile' | 'now'>,
): Promise<Quarantine> {
  const { file, tests = [], maxAge = 0 } = given ?? {};
  const found = file ? await context.repositoryFile?.(file) : undefined;
  const parsed = fileSchema.safeParse(found ?? []);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new InputError(
      `The quarantine file ${file} is no list of { test, owner, until }: ${[
        ...path,
        message,
      ].join('.')}`,
    );
  }
  const all = [...tests, ...parsed.data];
  const stateOf = ({ until }: QuarantineEntry) => {
    const endAt = endOf(until);
    if (context.now >= endAt) return 'expired';
    return endAt - context.now > maxAge + DAY_MS ? 'tooLong' : 'active';
  };
  return {
    active: all.filter(entry => stateOf(entry) === 'active'),
    expired: all.filter(entry => stateOf(entry) === 'expired'),
    tooLong: all.filter(entry => stateOf(entry) === 'tooLong'),
    missing:
      file && found === undefined
        ? `The quarantine file ${file} could not be found, so that no test of it is excused`
        : undefined,
  };
}

/** The entry that a test falls under. */
export function findEntry(
  entries: readonly QuarantineEntry[],
  test: TestCase,
): QuarantineEntry | undefined {
  const names = [test.name, `${test.suite} › ${test.name}`];
  return entries.find(
    entry =>
      names.includes(entry.test) &&
      (entry.file === undefined || entry.file === test.file) &&
      (entry.project === undefined || entry.project === test.project),
  );
}

/** Midnight after the day, UTC. */
function endOf(day: string): Millis {
  return Date.parse(`${day}T00:00:00Z`) + DAY_MS;
}
