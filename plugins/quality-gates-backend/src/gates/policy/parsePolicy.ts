import { InputError } from '@backstage/errors';
import type { PolicyFinding } from '@quality-gates/backstage-plugin-quality-gates-common';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { gatePolicySchema, type GatePolicy } from './policySchema';

/** More than any policy people can read. */
const MAX_CHARACTERS = 256 * 1024;
/** Enough for a document that repeats itself, too few to blow one up. */
const MAX_ALIASES = 50;

/** A policy, or what keeps the document from being one. */
export interface ParsedPolicy {
  /** Undefined when there are findings. */
  readonly policy?: GatePolicy;
  readonly findings: readonly PolicyFinding[];
}

/** Reads a policy of YAML or JSON. */
export function parsePolicyText(text: string): ParsedPolicy {
  try {
    return parsePolicy(readYaml(text));
  } catch (error) {
    const { message } = error as Error;
    return {
      findings: [{ severity: 'error', path: '', rule: 'not-yaml', message }],
    };
  }
}

/** Value of one YAML document of bounded size. Throws InputError saying where it is broken. */
export function readYaml(text: string): unknown {
  if (text.length > MAX_CHARACTERS) {
    throw new InputError(
      `The document has more than ${MAX_CHARACTERS} characters`,
    );
  }
  const document = parseDocument(text, { version: '1.2', prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const line = text.slice(0, error.pos[0]).split('\n').length;
    throw new InputError(`Line ${line} is no YAML: ${error.message}`);
  }
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw new InputError('The document repeats too much of itself by aliases');
  }
}

/** Reads a policy of what app-config or a parser holds. */
export function parsePolicy(value: unknown): ParsedPolicy {
  const parsed = gatePolicySchema.safeParse(value);
  if (!parsed.success) {
    return { findings: findingsOf(parsed.error.issues, '', 'wrong-policy') };
  }
  return { policy: parsed.data, findings: [] };
}

/** Findings of a schema's issues, each at its path below `base`. */
export function findingsOf(
  issues: readonly z.core.$ZodIssue[],
  base: string,
  rule: string,
): PolicyFinding[] {
  return issues.map(issue => ({
    severity: 'error',
    path: issue.path.reduce<string>(
      (path, key) =>
        typeof key === 'number'
          ? `${path}[${key}]`
          : [path, String(key)].filter(Boolean).join('.'),
      base,
    ),
    rule,
    message: issue.message,
  }));
}
