import { readKubernetesOrigin } from './readKubernetesOrigin';

const SHA = '4f2c1f6b9d0a4f2c1f6b9d0a4f2c1f6b9d0a4f2c';
const marked = (annotations: object, labels: object = {}) => ({
  annotations: new Map(Object.entries(annotations)),
  labels: new Map(Object.entries(labels)),
});
const param = (name: string, value: unknown) => ({ name, value });
const nothing = {
  marks: marked({}),
  params: [],
  repositoryParams: ['repo-url'],
};
const payments = { host: 'github.com', path: 'acme/payments' };

describe('the origin of a run in Kubernetes', () => {
  it('is unknown where nothing names it', () => {
    expect(readKubernetesOrigin(nothing)).toEqual({
      subject: { annotations: [], repository: undefined },
      run: { commit: undefined, branch: undefined },
    });
  });

  it('is what annotations say, then labels, the system and parameters', () => {
    const run = {
      ...nothing,
      systemMarks: {
        repository: ['system/repo'],
        commit: ['system/sha'],
        branch: ['system/branch'],
      },
      params: [
        param('repo-url', 'https://github.com/acme/other'),
        param('commit', SHA),
        param('branch', 'third'),
      ],
    };
    const url = 'https://github.com/acme/payments';
    const marks = marked(
      { 'quality-gates.io/repository': url, 'system/branch': 'second' },
      { 'quality-gates.io/branch': 'first', 'backstage.io/kubernetes-id': 'p' },
    );
    expect(readKubernetesOrigin({ ...run, marks })).toEqual({
      subject: {
        annotations: [{ key: 'backstage.io/kubernetes-id', value: 'p' }],
        repository: payments,
      },
      run: { commit: SHA, branch: 'first' },
    });
    const system = marked({ 'system/repo': url, 'system/branch': 'second' });
    expect(readKubernetesOrigin({ ...run, marks: system })).toMatchObject({
      subject: { repository: payments },
      run: { branch: 'second' },
    });
  });

  it('takes a revision for a commit or a branch by how it looks', () => {
    const at = (value: unknown) =>
      readKubernetesOrigin({ ...nothing, params: [param('revision', value)] })
        .run;
    expect(at(SHA)).toEqual({ commit: SHA, branch: undefined });
    expect(at(' refs/heads/main ')).toEqual({ branch: 'main' });
    expect(at('refs/tags/v1')).toEqual({});
    expect(at(['main'])).toEqual({});
  });
});
