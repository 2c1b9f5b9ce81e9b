import { LRUCache } from 'lru-cache';

const MOST_TEXTS = 2000;

/**
 * The same function of a text, which remembers its last answers: names and addresses of pipelines come again with every
 * span. `read` must be pure.
 */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new LRUCache<string, { readonly answer: T }>({
    max: MOST_TEXTS,
  });
  return text => {
    let found = known.get(text);
    if (!found) {
      found = { answer: read(text) };
      known.set(text, found);
    }
    return found.answer;
  };
}
