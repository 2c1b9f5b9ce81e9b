import {
  createGateKind,
  isSameCommit,
  type AffectedSetData,
  type Measurement,
  type Report,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { z } from 'zod';

/** Name of the component in its repository's build tool. */
const PROJECT_ANNOTATION = 'quality-gates.io/project';

const params = z.strictObject({
  /** Name in the build tool; by default the annotation `quality-gates.io/project`, else the component's name. */
  project: z.string().min(1).max(512).optional(),
  /** Only sets of this tool. */
  tool: z.string().min(1).max(512).optional(),
});

/** Whether the change touches the component: skipped where it does not. */
export const changeScope = createGateKind({
  kind: 'change-scope',
  title: 'Change scope',
  params,
  setup: () => async context => {
    const { params: given, request, deployment, entity, facts } = context;
    const commit = request.commit ?? deployment?.commit;
    if (commit === undefined) {
      return decideNothing(
        'commit_unknown',
        'What a change touches is known by its commit, and none is known for the version',
      );
    }
    const { annotations = {}, name } = entity.metadata;
    const project =
      given.project === undefined
        ? annotations[PROJECT_ANNOTATION] ?? name
        : context.fill(given.project);
    const sets = await facts.affectedSets({ commit });
    const known = sets.filter(
      ({ data }) =>
        isSameCommit(data.commit, commit) &&
        (given.tool === undefined || data.tool === given.tool),
    );
    if (known.length === 0) {
      return decideNothing(
        'no_affected_set',
        `Nobody has said what commit ${commit} touches`,
      );
    }
    return measure(project, commit, known);
  },
});

/** Any set that names the project makes it affected: several are of several bases or tools. */
function measure(
  project: string,
  commit: string,
  sets: readonly Report<AffectedSetData>[],
): Measurement {
  const naming = sets.find(({ data }) =>
    data.projects.some(one => one === project || unscoped(one) === project),
  );
  const seen = {
    observedAt: Math.min(...sets.map(({ at }) => at)),
    about: { commit },
    evidence: { project, sets: sets.map(({ data }) => data.id) },
  };
  if (naming) {
    return {
      ...seen,
      summary: `Commit ${commit} touches ${project}, says ${naming.data.tool}`,
      evidenceUrl: naming.data.runUrl,
      readings: [
        {
          name: 'projects touched',
          value: 1,
          limits: { fail: 1, direction: 'at-least' },
          shown: null,
        },
      ],
    };
  }
  const cut = sets.find(({ data }) => data.truncated);
  if (cut) {
    return {
      ...seen,
      ...decideNothing(
        'affected_set_truncated',
        `The list of what commit ${commit} touches is cut off, and ${project} is not in what is left`,
      ),
    };
  }
  const message = `Commit ${commit} does not touch ${project}`;
  return {
    ...seen,
    readings: [],
    summary: message,
    skipped: { code: 'not_affected', message },
  };
}

/** `@acme/checkout` is `checkout`. */
function unscoped(project: string): string {
  return project.replace(/^@[^/]+\//, '');
}

function decideNothing(code: string, message: string): Measurement {
  return { readings: [], summary: message, undecided: { code, message } };
}
