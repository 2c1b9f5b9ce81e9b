/**
 * Whose is a fact? The first rule that finds anybody decides:
 *
 * 1. the entity the sender names. Naming one that does not exist never falls through to a guess. Then, where
 *    `attribution.serviceName` is on, the service name: the name of a Component (in any namespace, case ignored), else
 *    the annotation `backstage.io/kubernetes-id`.
 * 2. a tool's annotation, exactly, or as an item of a comma list;
 * 3. the repository: host and path; in it the longest folder that the fact's path or changed paths lie in;
 * 4. nobody: unmapped, with the reason.
 *
 * `quality-gates.io/pipeline` narrows 2 and 3: who claims the pipeline's name goes before who claims none, and who
 * claims only other names is out. What is still several belongs to all of them (runs, tasks, commits, changes, and the reports on them) or is
 * `ambiguous` (everything else): a deployment copied to all would be counted for components that it never touched.
 */
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Subject } from '@quality-gates/backstage-plugin-quality-gates-node';
import type { Attribution } from '../store/types';
import type { MayReportFor } from './allowedEntities';
import { preferFirst, type EntityIndex, type Owner } from './EntityIndex';
import { placeIn, subPath } from './sourcePlace';
import type { Attributable, Attribute } from './types';

/** Matches `service` where no component has that name: what Kubernetes workloads and collectors call it. */
const SERVICE_ANNOTATION = 'backstage.io/kubernetes-id';
/** Types of fact that may belong to several entities. */
const SHARED = new Set([
  ...['run', 'task', 'commit', 'change'],
  ...['test-report', 'scan-report', 'cache-report', 'affected-set'],
]);
const MAX_CANDIDATES = 50;

/** What {@link createAttribute} needs. */
export interface AttributeOptions {
  /** The newest snapshot. */
  readonly index: () => EntityIndex;
  /** `attribution.serviceName`. */
  readonly serviceName: boolean;
  readonly mayReportFor: MayReportFor;
}

/** Attribution over a snapshot; see the top of this file. */
export function createAttribute(options: AttributeOptions): Attribute {
  return fact => {
    const index = options.index();
    const found = findEntities(fact, index, options.serviceName);
    if (!Array.isArray(found)) return found;
    return decide(fact, found, index, options.mayReportFor);
  };
}

/** A ref as the catalog writes it, in lower case; undefined when the text is none. The kind defaults to component. */
export function canonicalRef(text: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text.trim(), { defaultKind: 'component' }),
    );
  } catch {
    return undefined;
  }
}

function findEntities(
  { type, subject }: Attributable,
  index: EntityIndex,
  serviceName: boolean,
): string[] | Attribution {
  if (subject.entityRef !== undefined) {
    const ref = canonicalRef(subject.entityRef);
    return ref && index.get(ref) ? [ref] : nobody('unknown-entity');
  }
  // A commit belongs to the folders it touches, whichever pipeline told of it.
  const pipeline = type === 'commit' ? undefined : subject.pipeline;
  const owners =
    (serviceName && byService(subject, index)) ||
    narrowed(byAnnotation(subject, index), pipeline) ||
    narrowed(byRepository(subject, index), pipeline) ||
    [];
  return [...new Set(owners.map(owner => owner.ref))].sort();
}

function byService({ service }: Subject, index: EntityIndex) {
  if (!service) return undefined;
  const named = index.byName(service);
  return nonEmpty(
    named.length > 0 ? named : index.byAnnotation(SERVICE_ANNOTATION, service),
  );
}

function byAnnotation({ annotations = [] }: Subject, index: EntityIndex) {
  for (const { key, value } of annotations) {
    const owners = index.byAnnotation(key, value);
    if (owners.length > 0) return owners;
  }
  return [];
}

function byRepository(subject: Subject, index: EntityIndex): readonly Owner[] {
  const place = ownersOf(subject, index);
  if (!place) return [];
  const { owners, path } = place;
  if (subject.path !== undefined) return owners.ofPath(subPath(subject.path));
  // A source that lists no files does not know them; an empty list is taken as the same.
  if (subject.changedPaths?.length) {
    const touched = subject.changedPaths.flatMap(changed =>
      owners.ofPath(subPath(changed)),
    );
    return [...new Set(touched)];
  }
  return path ? owners.ofPath(path) : owners.all();
}

/** Who lives in the fact's repository; a sender's URL may point at a folder of it. */
function ownersOf({ repository }: Subject, index: EntityIndex) {
  if (!repository) return undefined;
  const exact = index.byRepository(repository);
  if (exact) return { owners: exact, path: '' };
  const place = placeIn(repository);
  const owners = index.byRepository(place.repository);
  return owners && { owners, path: place.path };
}

function narrowed(owners: readonly Owner[], pipeline: string | undefined) {
  if (pipeline === undefined) return nonEmpty(owners);
  const claiming = owners.filter(owner => owner.pipeline?.(pipeline));
  return nonEmpty(
    claiming.length > 0 ? claiming : owners.filter(owner => !owner.pipeline),
  );
}

function nonEmpty(owners: readonly Owner[]) {
  return owners.length > 0 ? preferFirst(owners) : undefined;
}

function decide(
  fact: Attributable,
  refs: string[],
  index: EntityIndex,
  mayReportFor: MayReportFor,
): Attribution {
  const may = (ref: string) => mayReportFor(fact.reportedBy, ref);
  if (refs.length > 1 && !SHARED.has(fact.type)) {
    return {
      ...nobody('ambiguous'),
      candidates: refs.slice(0, MAX_CANDIDATES),
    };
  }
  const entityRefs = refs.filter(may);
  if (entityRefs.length < refs.length && entityRefs.length === 0) {
    return nobody('not-allowed');
  }
  if (fact.type === 'commit') {
    const passing = ownersOf(fact.subject, index)?.owners.all() ?? [];
    const passingRefs = passing
      .map(owner => owner.ref)
      .filter(ref => !entityRefs.includes(ref) && may(ref))
      .sort();
    if (passingRefs.length > 0) return { entityRefs, passingRefs };
  }
  return entityRefs.length > 0 ? { entityRefs } : nobody('no-match');
}

function nobody(reason: Attribution['reason']): Attribution {
  return { entityRefs: [], reason };
}
