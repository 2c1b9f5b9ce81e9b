/**
 * Conditions of gates: `entity.spec.type == 'ml-service' && !('canary' in entity.metadata.tags)`.
 *
 * The whole language: paths below `entity` and `request`, texts in quotes, numbers, `true`, `false`, `null`, lists in
 * brackets, `==`, `!=`, `in`, `!`, `&&`, `||` and parentheses. No calls, no arithmetic, no loops: a condition of
 * bounded length costs bounded time, and reads nothing but what is written here. CEL would do, too, with much more
 * than is needed to answer wrongly.
 */
import { InputError } from '@backstage/errors';
import { atPath, parsePath } from './paths';

/** What a condition can look at. */
export interface WhenScope {
  readonly entity: unknown;
  readonly request: unknown;
}

/** A condition, read once. */
export type Condition = (scope: WhenScope) => boolean;

type Expression = (scope: WhenScope) => unknown;

const TOKEN =
  /\s*(==|!=|&&|\|\||[!()[\],]|'[^'\n]*'|"[^"\n]*"|-?\d+(?:\.\d+)?|[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\['[^'\n]*'\])*)/y;
const MAX_LENGTH = 500;
const MAX_DEPTH = 20;

function tokenise(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (!found) {
      throw new InputError(
        `The condition is not understood from character ${at + 1} on`,
      );
    }
    tokens.push(found[1]);
  }
  return tokens;
}

/** Recursive descent, one method a level of precedence. */
class Reader {
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  end() {
    if (this.#at < this.#tokens.length) throw this.#unexpected();
  }

  or(depth: number): Expression {
    let left = this.#and(depth);
    while (this.#take('||')) {
      const [one, other] = [left, this.#and(depth)];
      left = scope => isTrue(one(scope)) || isTrue(other(scope));
    }
    return left;
  }

  #and(depth: number): Expression {
    let left = this.#not(depth);
    while (this.#take('&&')) {
      const [one, other] = [left, this.#not(depth)];
      left = scope => isTrue(one(scope)) && isTrue(other(scope));
    }
    return left;
  }

  #not(depth: number): Expression {
    if (depth > MAX_DEPTH) throw new InputError('The condition is too deep');
    if (!this.#take('!')) return this.#comparison(depth);
    const operand = this.#not(depth + 1);
    return scope => !isTrue(operand(scope));
  }

  #comparison(depth: number): Expression {
    const left = this.#operand(depth);
    if (this.#take('==')) {
      const right = this.#operand(depth);
      return scope => left(scope) === right(scope);
    }
    if (this.#take('!=')) {
      const right = this.#operand(depth);
      return scope => left(scope) !== right(scope);
    }
    if (this.#take('in')) {
      const right = this.#operand(depth);
      return scope => {
        const list = right(scope);
        return Array.isArray(list) && list.includes(left(scope));
      };
    }
    return left;
  }

  #operand(depth: number): Expression {
    if (this.#take('(')) {
      const inner = this.or(depth + 1);
      this.#need(')');
      return inner;
    }
    if (this.#take('[')) return this.#list(depth);
    const token = this.#tokens[this.#at];
    if (token === undefined || /^[^\w'"-]/.test(token) || token === 'in') {
      throw this.#unexpected();
    }
    this.#at++;
    if (/^['"]/.test(token)) return () => token.slice(1, -1);
    if (/^[-\d]/.test(token)) return () => Number(token);
    const words = { true: true, false: false, null: null };
    if (Object.hasOwn(words, token)) {
      return () => words[token as keyof typeof words];
    }
    const steps = parsePath(token);
    if (!steps || !['entity', 'request'].includes(steps[0])) {
      throw new InputError(
        `"${token}" in the condition: only paths below entity and request are known`,
      );
    }
    return scope => atPath(scope, steps);
  }

  #list(depth: number): Expression {
    const items: Expression[] = [];
    if (depth > MAX_DEPTH) throw new InputError('The condition is too deep');
    while (!this.#take(']')) {
      if (items.length > 0) this.#need(',');
      items.push(this.#operand(depth + 1));
    }
    return scope => items.map(item => item(scope));
  }

  #take(token: string): boolean {
    const taken = this.#tokens[this.#at] === token;
    if (taken) this.#at++;
    return taken;
  }

  #need(token: string) {
    if (!this.#take(token)) throw this.#unexpected(token);
  }

  #unexpected(wanted?: string) {
    const found = this.#tokens[this.#at];
    const there = found === undefined ? 'ends too early' : `has "${found}"`;
    const hint = wanted ? ` where "${wanted}" is needed` : ' out of place';
    return new InputError(`The condition ${there}${hint}`);
  }
}

/** A path alone asks whether something is set. */
function isTrue(value: unknown): boolean {
  return value !== null && value !== false && value !== '';
}

/** Reads a condition. Throws InputError saying what is not understood, and where. */
export function parseWhen(text: string): Condition {
  if (text.length > MAX_LENGTH) {
    throw new InputError(`A condition has at most ${MAX_LENGTH} characters`);
  }
  const tokens = tokenise(text);
  const reader = new Reader(tokens);
  const expression = reader.or(0);
  reader.end();
  return scope => isTrue(expression(scope));
}
