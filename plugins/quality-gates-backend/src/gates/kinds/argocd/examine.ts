import { imageVersion } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Application } from './applications';

/** What an application must be. */
export interface Wanted {
  readonly revision?: string;
  readonly tag?: string;
  /** `*` = anything. */
  readonly only?: readonly string[];
}

/** What is amiss with one application. */
export interface Finding {
  /** wrong = it failed, waiting = it may still come, unknown = nobody can say. */
  readonly kind: 'wrong' | 'waiting' | 'unknown';
  readonly message: string;
}

/**
 * All that keeps an application from being rolled out; [] = nothing. Synced and Healthy alone mean little: they hold
 * before the controller has seen the commit, and while one of several images is still the old one.
 */
export function examine(app: Application, wanted: Wanted): Finding[] {
  const { name, deletionTimestamp } = app.metadata;
  const say = (kind: Finding['kind'], words: string): Finding => ({
    kind,
    message: `${name} ${words}`,
  });
  if (deletionTimestamp) return [say('wrong', 'is being deleted')];
  const { status } = app;
  if (!status) return [say('waiting', 'has no status yet')];
  return [
    ...examineOperation(status.operationState),
    ...examineHealth(status.health.status),
    ...examineSync(status.sync, wanted.revision),
    ...examineImages(status.summary.images ?? [], wanted),
  ].map(([kind, words]) => say(kind, words));
}

type Told = readonly [Finding['kind'], string];
type Status = NonNullable<Application['status']>;

function examineOperation(operation: Status['operationState']): Told[] {
  switch (operation?.phase) {
    case 'Succeeded':
      return [];
    case 'Failed':
    case 'Error':
      return [['wrong', `could not be synced (${operation.phase})`]];
    case undefined:
      return [['waiting', 'was not synced yet']];
    default:
      return [['waiting', `is being synced (${operation?.phase})`]];
  }
}

function examineHealth(health: string | undefined): Told[] {
  switch (health) {
    case 'Healthy':
      return [];
    case 'Degraded':
      return [['wrong', 'is Degraded']];
    case 'Progressing':
    case 'Suspended':
    case 'Missing':
      return [['waiting', `is ${health}`]];
    default:
      return [['unknown', `has no known health`]];
  }
}

function examineSync(sync: Status['sync'], wanted?: string): Told[] {
  if (sync.status === 'OutOfSync') return [['waiting', 'is OutOfSync']];
  if (sync.status !== 'Synced') return [['unknown', 'has no known sync']];
  if (wanted === undefined) return [];
  const seen = [sync.revision, ...(sync.revisions ?? [])].filter(
    one => one !== undefined && one !== '',
  ) as string[];
  if (seen.some(one => sameRevision(one, wanted))) return [];
  const words = seen.map(short).join(', ') || 'no revision';
  return [['waiting', `is synced to ${words}, not ${short(wanted)}`]];
}

function examineImages(
  images: readonly string[],
  { tag, only }: Wanted,
): Told[] {
  if (tag === undefined) return [];
  const counted = images.filter(
    image => !only || only.some(glob => matchesGlob(glob, image)),
  );
  if (counted.length === 0) return [['unknown', 'has no image that counts']];
  const stale = counted.filter(
    image => imageVersion([image], undefined).version !== tag,
  );
  if (stale.length === 0) return [];
  const [first] = stale;
  const words = `runs ${first.slice(0, 200)}, not ${tag}`;
  return [
    ['waiting', `${words} (${stale.length} of ${counted.length} images)`],
  ];
}

/** Short ids are as git abbreviates them: at least 7 characters. */
function sameRevision(one: string, wanted: string): boolean {
  const isShort = /^[0-9a-f]{7,40}$/i.test(wanted);
  return (
    one === wanted ||
    (isShort && one.toLowerCase().startsWith(wanted.toLowerCase()))
  );
}

function short(revision: string): string {
  return /^[0-9a-f]{40}$/i.test(revision) ? revision.slice(0, 7) : revision;
}

/** `*` is anything; each literal is taken as early as it can be, so that no way back is needed. */
function matchesGlob(glob: string, text: string): boolean {
  const parts = glob.split('*');
  if (parts.length === 1) return text === glob;
  const last = parts[parts.length - 1];
  if (!text.startsWith(parts[0])) return false;
  let at = parts[0].length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(last) && text.length - last.length >= at;
}
