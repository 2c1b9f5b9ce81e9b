import type {
  Millis,
  ProbeContext,
  TaskData,
} from '@quality-gates/backstage-plugin-quality-gates-node';

/**
 * The newest job that began in time and whose name or stage holds the word of the selector: the tests are under way
 * although nothing has reported yet.
 */
export async function findJob(
  { request, deployment, facts }: ProbeContext<unknown>,
  given: {
    readonly selector: string;
    readonly deployedAt: Millis;
    readonly until: Millis;
  },
): Promise<TaskData | undefined> {
  const commit = request.commit ?? deployment?.commit;
  if (commit === undefined) return undefined;
  const word = given.selector.replace(/^@/, '').toLowerCase();
  const tasks = await facts.tasks({ commit });
  const [newest] = tasks
    .filter(({ name, stage, startedAt = 0 }) => {
      const isMeant = `${name} ${stage ?? ''}`.toLowerCase().includes(word);
      return (
        isMeant && startedAt >= given.deployedAt && startedAt <= given.until
      );
    })
    .sort((a, b) => b.startedAt! - a.startedAt!);
  return newest;
}
