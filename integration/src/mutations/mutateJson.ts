import type { Random } from './random';

/** Stands for text that JSON.stringify would not write: numbers out of range, escapes of lone surrogates, depth. */
const raw = (text: string) => `raw:${Buffer.from(text).toString('base64')}:raw`;

const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, {}, [], [[]], [null], ''],
  ...[2 ** 31, 2 ** 53, -(2 ** 63), 1e308, Number.MIN_VALUE],
  ...['\0', 'a\0b', '__proto__', 'constructor', "'; drop table x; --", '%00'],
  ...['0000-00-00T00:00:00Z', '9999-12-31T23:59:60Z', '-271821-04-20T00:00Z'],
  ...['+275760-09-13T00:00:00Z', '2025-02-30', 'NaN', '1e999', '🦊'],
  ...['https://user@[::1]:0/%zz', 'git@:', 'component:a/b/c', '../../etc'],
  'x'.repeat(5000),
  raw('1e999'),
  raw('-0'),
  raw('18446744073709551616'),
  raw('9'.repeat(400)),
  raw('"\\ud800"'),
  raw('"\\udfff\\ud800x"'),
  raw('"\\u0000"'),
  raw('NaN'),
  raw("'single'"),
  raw('{"a":1,"a":2}'),
  raw('{"__proto__":{"a":1}}'),
  raw(`${'['.repeat(300)}${']'.repeat(300)}`),
];
/** Seldom, because they are large. */
const LARGE: readonly unknown[] = [
  'y'.repeat(300_000),
  raw(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  raw(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  raw(`"${'\\ud83d'.repeat(20_000)}"`),
  Array.from({ length: 20_000 }, (_, n) => n),
];

type Node = Record<string, unknown> | unknown[];

/** A JSON text whose values, keys or lists were changed in one to three places. Undefined when the text is no JSON. */
export function mutateJson(text: string, random: Random): string | undefined {
  const root = parse(text);
  if (root === undefined) return undefined;
  for (let n = random.below(3); n >= 0; n--) mutateSomewhere(root, random);
  return JSON.stringify(root).replace(/"raw:([^:"]*):raw"/g, (_, encoded) =>
    Buffer.from(encoded, 'base64').toString(),
  );
}

function parse(text: string): Node | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function mutateSomewhere(root: Node, random: Random) {
  const nodes = nodesOf(root);
  const node = random.pick(nodes);
  const keys = Object.keys(node);
  if (keys.length === 0) return;
  const key = random.pick(keys);
  const at = node as Record<string, unknown>;
  const value = random.pick(random.below(100) === 0 ? LARGE : VALUES);
  switch (random.below(6)) {
    case 0:
      delete at[key];
      break;
    case 1:
      at[random.pick(['', 'x', '__proto__', 'a\0', '0'])] = at[key];
      break;
    case 2:
      at[key] = [at[key], at[key]];
      break;
    case 3:
      at[key] = random.pick(nodes.slice(-20));
      if (isCircular(root)) at[key] = null;
      break;
    default:
      at[key] = value;
  }
}

/** Objects and lists, parents first. */
function nodesOf(root: Node): Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const child of Object.values(node)) {
      if (typeof child === 'object' && child !== null)
        nodes.push(child as Node);
      if (nodes.length > 500) return nodes;
    }
  }
  return nodes;
}

function isCircular(root: Node): boolean {
  try {
    return JSON.stringify(root) === undefined;
  } catch {
    return true;
  }
}
