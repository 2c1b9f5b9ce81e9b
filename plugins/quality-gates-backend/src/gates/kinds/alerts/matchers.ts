import { InputError } from '@backstage/errors';
import type { ProbeContext } from '@quality-gates/backstage-plugin-quality-gates-node';
import { parsePattern } from './labelPattern';

/** A matcher of labels, its value filled and without quotes. */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
  /** Whether a label's value fits; an absent label is ''. */
  readonly fits: (value: string) => boolean;
}

const MATCHER =
  /^\s*([A-Za-z_][A-Za-z0-9_]{0,127})\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\["\\n])*)"\s*$/;

/**
 * A matcher such as `severity=~"critical|page"`, its placeholders filled within the value alone. Throws InputError for
 * anything else: Alertmanager takes `service_name=={}` for a matcher of the value `={}`, answers 200 and no alerts.
 */
export function readMatcher(
  text: string,
  fill: ProbeContext<unknown>['fill'],
): LabelMatcher {
  const found = MATCHER.exec(text);
  if (!found) {
    throw new InputError(
      `${text} is no matcher: write name="value", with =, !=, =~ or !~`,
    );
  }
  const [, name, operator, raw] = found;
  const isPattern = operator.endsWith('~');
  const template = raw.replace(/\\(.)/g, (_, letter) =>
    letter === 'n' ? '\n' : letter,
  );
  const value = fill(template, one => (isPattern ? quotePattern(one) : one));
  const equals = isPattern
    ? parsePattern(value)
    : (given: string) => given === value;
  if (!equals) {
    throw new InputError(
      `${name}: a pattern may hold words, |, .* and .+, and a backslash before other signs`,
    );
  }
  return {
    name,
    operator: operator as LabelMatcher['operator'],
    value,
    fits: operator.startsWith('!') ? given => !equals(given) : equals,
  };
}

/** As Alertmanager reads it; nothing of the value can end the quotes. */
export function writeMatcher({ name, operator, value }: LabelMatcher): string {
  const quoted = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
  return `${name}${operator}"${quoted}"`;
}

function quotePattern(value: string): string {
  return value.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
