import { InputError } from '@backstage/errors';
import type { Escape } from './GateKind';

/** A value that a placeholder stands for; null = known to be missing. */
export interface PlaceholderValue {
  /** Of the parameter: `label-value`, `version`, `number`, … */
  readonly type: string;
  readonly value: string | number | boolean | null;
}

const PLACEHOLDER = /\$\{([^{}]*)\}/g;

/** Names of the placeholders in a text, each once: `${service}` is `service`. `$threshold` is none. */
export function placeholdersIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name.trim())),
  ];
}

/**
 * A text with its placeholders replaced, each value escaped for the language the text is in. Values are never looked
 * into for placeholders again. Throws InputError naming a placeholder without a value.
 *
 * @example
 * ```ts
 * fillText('up{job="${service}"}', () => ({ type: 'label-value', value: 'cart' })) // up{job="cart"}
 * ```
 */
export function fillText(
  text: string,
  valueOf: (name: string) => PlaceholderValue | undefined,
  escape: Escape = value => value,
): string {
  return text.replace(PLACEHOLDER, (_, raw: string) => {
    const name = raw.trim();
    const found = valueOf(name);
    if (!found) {
      throw new InputError(`Nothing fills the placeholder \${${name}}`);
    }
    if (found.value === null) {
      throw new InputError(`The placeholder \${${name}} has no value here`);
    }
    return escape(String(found.value), found);
  });
}
