/** `json:$.a.b[0]`: at most ten steps of plain names and positions; nothing is computed or searched. */
export const JSON_PATH = /^json:\$(\.[A-Za-z_][\w-]{0,63}|\[\d{1,4}\]){1,10}$/;

/**
 * What stands at a path of a JSON body; undefined when nothing does.
 *
 * @example valueAt({ a: [{ b: 1 }] }, 'json:$.a[0].b') // 1
 */
export function valueAt(body: unknown, path: string): unknown {
  const steps = path.slice('json:$'.length).match(/[A-Za-z_][\w-]*|\d+/g) ?? [];
  return steps.reduce<unknown>((node, step) => {
    if (typeof node !== 'object' || node === null) return undefined;
    return Object.hasOwn(node, step)
      ? (node as Record<string, unknown>)[step]
      : undefined;
  }, body);
}
