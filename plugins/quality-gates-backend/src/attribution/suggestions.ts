import { ANNOTATION_SOURCE_LOCATION } from '@backstage/catalog-model';
import { QUALITY_GATES_ANNOTATIONS } from '@quality-gates/backstage-plugin-quality-gates-common';
import type { Subject } from '@quality-gates/backstage-plugin-quality-gates-node';
import { SLUG_ANNOTATIONS } from './repositoryClaims';
import { placeIn } from './sourcePlace';

/** An annotation that, put on an entity, makes a fact belong to it. */
export interface Suggestion {
  readonly annotation: string;
  readonly value: string;
}

/**
 * The annotations that would map an unmapped fact, best first; [] when none can (the sender named an entity that does
 * not exist, or may not report for it).
 *
 * @example
 * suggestions({ reason: 'no-match', subject: { repository: { host: 'github.com', path: 'acme/pay' } } })
 * // [{ annotation: 'github.com/project-slug', value: 'acme/pay' },
 * //  { annotation: 'backstage.io/source-location', value: 'url:https://github.com/acme/pay/' }]
 */
export function suggestions(unmapped: {
  readonly reason: string;
  readonly subject: Subject;
}): Suggestion[] {
  const { reason, subject } = unmapped;
  if (reason === 'ambiguous') return narrowing(subject);
  if (reason !== 'no-match') return [];
  return [
    ...(subject.annotations ?? []).map(({ key, value }) => ({
      annotation: key,
      value,
    })),
    ...repository(subject),
    ...(subject.service
      ? [{ annotation: 'backstage.io/kubernetes-id', value: subject.service }]
      : []),
  ];
}

function repository(subject: Subject): Suggestion[] {
  if (!subject.repository) return [];
  const { repository: id, path } = placeIn(subject.repository);
  const slugs = SLUG_ANNOTATIONS.filter(slug => slug.host === id.host);
  return [
    ...slugs.slice(0, 1).map(({ annotation }) => ({
      annotation,
      value: id.path,
    })),
    {
      annotation: ANNOTATION_SOURCE_LOCATION,
      value: `url:https://${id.host}/${id.path}/`,
    },
    ...narrowing({ ...subject, path: subject.path ?? (path || undefined) }),
  ];
}

function narrowing({ path, pipeline }: Subject): Suggestion[] {
  return [
    ...(path
      ? [{ annotation: QUALITY_GATES_ANNOTATIONS.path, value: path }]
      : []),
    ...(pipeline
      ? [
          {
            annotation: QUALITY_GATES_ANNOTATIONS.pipeline,
            value: `^${pipeline.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
          },
        ]
      : []),
  ];
}
