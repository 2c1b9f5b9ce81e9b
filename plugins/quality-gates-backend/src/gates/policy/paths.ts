const STEP = /^(?:\.?([A-Za-z_][\w-]*)|\['([^'\\]{1,200})'\])/;

/**
 * Steps of a path such as `metadata.annotations['quality-gates.io/path']`; undefined when the text is no path.
 */
export function parsePath(text: string): string[] | undefined {
  const steps: string[] = [];
  let rest = `.${text}`;
  while (rest !== '') {
    const found = STEP.exec(rest);
    if (!found || steps.length >= 10) return undefined;
    steps.push(found[1] ?? found[2]);
    rest = rest.slice(found[0].length);
  }
  return steps.length > 0 ? steps : undefined;
}

/** What stands at a path; null when nothing does. Own properties only: no prototype can be reached. */
export function atPath(value: unknown, steps: readonly string[]): unknown {
  let at = value;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) {
      return null;
    }
    at = (at as Record<string, unknown>)[step];
  }
  return at ?? null;
}
