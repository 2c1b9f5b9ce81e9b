import type { GateKind } from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';
import { gatePolicySchema } from './policySchema';

type Json = Record<string, unknown>;

/** Where a number or boolean is wanted, a placeholder of one will do. */
const PLACEHOLDER = { type: 'string', pattern: '^\\$\\{[^{}]+\\}$' };

/**
 * JSON Schema (draft-07) of a policy, for editors: the fixed levels, and `with` of every registered kind. `type` stays
 * open to kinds that other installations add.
 */
export function createPolicySchema(kinds: readonly GateKind[]): Json {
  const schema = toJsonSchema(gatePolicySchema);
  const gate = at(schema, 'properties.spec.properties.gates.items');
  const type = at(gate, 'properties.type');
  const sorted = [...kinds].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  type.examples = sorted.map(({ kind }) => kind);
  gate.allOf = sorted.map(({ kind, title, params }) => {
    const { $schema, ...own } = toJsonSchema(params);
    return {
      if: { properties: { type: { const: kind } } },
      then: {
        properties: { with: { title, ...(orPlaceholder(own) as Json) } },
      },
    };
  });
  return {
    $id: 'https://quality-gates.io/schemas/gate-policy.v1alpha1.json',
    title: 'Gate policy',
    ...schema,
  };
}

function toJsonSchema(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
  }) as Json;
}

function at(schema: Json, path: string): Json {
  return path.split('.').reduce((node, key) => node[key] as Json, schema);
}

function orPlaceholder(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(orPlaceholder);
  if (typeof node !== 'object' || node === null) return node;
  const own = Object.fromEntries(
    Object.entries(node).map(([key, one]) => [
      key,
      // Values, not schemas.
      ['default', 'const', 'enum', 'examples'].includes(key)
        ? one
        : orPlaceholder(one),
    ]),
  );
  const typed = ['number', 'integer', 'boolean'].includes(String(own.type));
  return typed ? { anyOf: [own, PLACEHOLDER] } : own;
}
