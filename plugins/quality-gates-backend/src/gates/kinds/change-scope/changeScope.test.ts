import type { AffectedSetData } from '@quality-gates/backstage-plugin-quality-gates-node';
import {
  describeGateKind,
  KIT_NOW,
  type GateKindCase,
} from '@quality-gates/backstage-plugin-quality-gates-node/testUtils';
import { changeScope } from './index';

const COMMIT = '7d4c0ffee0000000000000000000000000000000';

function touching(
  projects: readonly string[],
  rest: Partial<AffectedSetData> = {},
) {
  const data = { id: 'set', tool: 'nx', commit: COMMIT, projects, ...rest };
  return { at: KIT_NOW - 1000, reportedBy: 'ci', data };
}

const found = (
  ...sets: ReturnType<typeof touching>[]
): GateKindCase['context'] => ({
  request: { commit: COMMIT },
  facts: { affectedSets: async () => sets },
});

const undecided = (code: string) => ({
  readings: [],
  undecided: expect.objectContaining({ code }),
});

const AFFECTED = {
  readings: [
    {
      name: 'projects touched',
      value: 1,
      limits: { fail: 1, direction: 'at-least' as const },
    },
  ],
};

describeGateKind(changeScope, {
  params: {},
  value: {
    title: 'has a value when the change touches the component',
    context: found(touching(['cart', 'checkout'])),
    measurement: {
      ...AFFECTED,
      summary: `Commit ${COMMIT} touches checkout, says nx`,
      about: { commit: COMMIT },
    },
  },
  empty: {
    title: 'decides nothing when nobody has said what the change touches',
    context: found(),
    measurement: undecided('no_affected_set'),
  },
  more: [
    {
      title: 'is skipped, with the reason, when the change does not touch it',
      context: found(touching(['cart'])),
      measurement: {
        readings: [],
        skipped: {
          code: 'not_affected',
          message: `Commit ${COMMIT} does not touch checkout`,
        },
      },
    },
    {
      title: 'is skipped when the change touches nothing at all',
      context: found(touching([])),
      measurement: {
        skipped: expect.objectContaining({ code: 'not_affected' }),
      },
    },
    {
      title: 'knows the component under a scope',
      context: found(touching(['@shop/checkout'])),
      measurement: AFFECTED,
    },
    {
      title: 'takes the name of the annotation',
      context: {
        ...found(touching(['checkout-service'])),
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'checkout',
            annotations: { 'quality-gates.io/project': 'checkout-service' },
          },
        },
      },
      measurement: AFFECTED,
    },
    {
      title: 'takes the name of its parameters first',
      params: { project: '${service}-api' },
      context: {
        ...found(touching(['shop-api'])),
        values: { service: 'shop' },
      },
      measurement: AFFECTED,
    },
    {
      title: 'counts as touched what any set names',
      context: found(touching(['cart']), touching(['checkout'])),
      measurement: AFFECTED,
    },
    {
      title: 'decides nothing by a list that is cut off',
      context: found(touching(['cart'], { truncated: true })),
      measurement: undecided('affected_set_truncated'),
    },
    {
      title: 'decides nothing by a set of another commit',
      context: found(touching(['checkout'], { commit: 'bad0bad' })),
      measurement: undecided('no_affected_set'),
    },
    {
      title: 'decides nothing by a set of another tool',
      params: { tool: 'turbo' },
      context: found(touching(['checkout'])),
      measurement: undecided('no_affected_set'),
    },
    {
      title: 'decides nothing where the commit is not known',
      context: { ...found(touching(['cart'])), request: {} },
      measurement: undecided('commit_unknown'),
    },
  ],
  wrongParams: [{ title: 'an empty project', params: { project: '' } }],
});
