import type { Subject } from '@quality-gates/backstage-plugin-quality-gates-node';

/** Where a catalog says which Sentry project an entity is; the Sentry plugin reads the same one. */
const PROJECT_ANNOTATION = 'sentry.io/project-slug';

/**
 * Whose a project is. A catalog may name it by organisation and slug, by slug, or by id; the organisation stands only
 * in addresses of the API, `…/projects/{organisation}/{project}/…`.
 */
export function subjectOf(project: {
  readonly slug?: string;
  readonly id?: string;
  readonly apiUrl?: string;
}): Subject {
  const [, organisation, inUrl] =
    /\/projects\/([^/]+)\/([^/]+)\//.exec(project.apiUrl ?? '') ?? [];
  const slug = project.slug ?? inUrl;
  const values = [
    organisation && slug && `${organisation}/${slug}`,
    slug,
    project.id,
  ];
  return {
    annotations: values.flatMap(value =>
      value ? [{ key: PROJECT_ANNOTATION, value }] : [],
    ),
  };
}

/** Labels of those values that are set. */
export function labelsOf(
  values: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value.slice(0, 512)]],
    ),
  );
}
