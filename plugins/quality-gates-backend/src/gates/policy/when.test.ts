import { parseWhen } from './when';

const scope = {
  entity: {
    spec: { type: 'ml-service', lifecycle: 'production' },
    metadata: {
      tags: ['tier-1'],
      annotations: { 'quality-gates.io/canary': 'true' },
    },
  },
  request: { changeType: 'rollback', environment: 'production' },
};

describe('parseWhen', () => {
  it.each([
    ["entity.spec.type == 'ml-service'", true],
    ["entity.spec.type != 'ml-service'", false],
    ["'tier-1' in entity.metadata.tags", true],
    ["!('tier-2' in entity.metadata.tags)", true],
    ["request.changeType in ['rollback', 'hotfix']", true],
    ['request.changeType in []', false],
    [
      'entity.metadata.annotations[\'quality-gates.io/canary\'] == "true"',
      true,
    ],
    ['entity.spec.owner == null', true],
    ['entity.spec.owner', false],
    ['entity.spec.type', true],
    ['false && false || true', true],
    ['false && (false || true)', false],
    ["!entity.spec.owner && entity.spec.type == 'ml-service'", true],
    ['entity.spec.type.length == 10', false],
    ['entity.constructor == null', true],
    ['entity.__proto__ == null', true],
    ['1 == 1.0 && -1 != 1', true],
  ])('%s is %s', (text, value) => {
    expect(parseWhen(text)(scope)).toBe(value);
  });

  it.each([
    ['', /ends too early/],
    ['entity.spec.type ==', /ends too early/],
    ['process.env.HOME', /only paths below entity and request/],
    ['entity.spec.type()', /out of place/],
    ['a = 1', /not understood from character 2/],
    ["entity.spec.type == 'a' 'b'", /out of place/],
    ['(true', /ends too early where "\)" is needed/],
    ["'unclosed", /not understood/],
    [`${'!'.repeat(30)}true`, /too deep/],
    [`${'('.repeat(100)}true${')'.repeat(100)}`, /too deep/],
    [`true || ${'true && '.repeat(100)}true`, /at most 500 characters/],
  ])('refuses %s', (text, message) => {
    expect(() => parseWhen(text)).toThrow(message);
  });
});
