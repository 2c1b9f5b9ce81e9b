import { createHash } from 'node:crypto';

/** JSON with the keys of every object sorted, so that equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(
          Object.entries(one).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
        )
      : one,
  );
}

/** `sha256:…` of the canonical JSON of a value: what a verdict is bound to. */
export function digestOf(value: unknown): string {
  const hash = createHash('sha256').update(canonicalJson(value)).digest('hex');
  return `sha256:${hash}`;
}
