import { layoutMatrix, type MatrixEntry } from './layoutMatrix';

function entry(version: string, environment: string): MatrixEntry {
  return {
    version,
    environment,
    decision: 'allow',
    evaluationId: `${version} ${environment}`,
    expiresAt: null,
    deployed: false,
  };
}

const promotion = ['dev', 'staging', 'production'];

describe('layoutMatrix', () => {
  it('keeps versions in their order and puts environments in promotion order', () => {
    const entries = [
      entry('2.0.0', 'production'),
      entry('1.0.0', 'staging'),
      entry('2.0.0', 'staging'),
    ];
    const { environments, rows } = layoutMatrix(entries, {
      promotion,
      wanted: [],
    });
    expect(environments).toEqual(['staging', 'production']);
    expect(
      rows.map(row => [
        row.version,
        row.entries.map(each => each?.evaluationId),
      ]),
    ).toEqual([
      ['2.0.0', ['2.0.0 staging', '2.0.0 production']],
      ['1.0.0', ['1.0.0 staging', undefined]],
    ]);
  });

  it('has a column for a wanted environment, and for one that no promotion names', () => {
    const { environments } = layoutMatrix([entry('1.0.0', 'lab')], {
      promotion,
      wanted: ['production'],
    });
    expect(environments).toEqual(['production', 'lab']);
  });
});
