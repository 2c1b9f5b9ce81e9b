const OPEN: ReadonlySet<string> = new Set([
  ...['create', 'reopen', 'acknowledge', 'unacknowledge', 'escalate'],
  ...['escalatenext', 'assignownership', 'takeownership', 'snooze'],
]);
const OVER: ReadonlySet<string> = new Set(['close', 'resolve', 'delete']);

/**
 * What an action says of the thing it was done to: `Create` → `open`, `Close` → `over`, `AddNote` → undefined; case does
 * not matter.
 *
 * Deliveries carry no status, so only actions that something open (or over) alone allows are told. Notes, tags, details
 * and priorities can be changed after the end too: taken for a sign of life, they would open the incident again.
 */
export function stateAfter(action: string): 'open' | 'over' | undefined {
  const word = action.toLocaleLowerCase('en-US');
  if (OPEN.has(word)) return 'open';
  return OVER.has(word) ? 'over' : undefined;
}
