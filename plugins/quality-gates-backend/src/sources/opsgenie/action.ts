/**
 * What an action says of the thing it was done to: that it is open, that it is over, or nothing.
 *
 * Deliveries carry no status, so only actions that something open (or over) alone allows are told. Notes, tags, details
 * and priorities can be changed after the end too: taken for a sign of life, they would open the incident again.
 */
const STATES: ReadonlyMap<string, 'open' | 'over'> = new Map([
  ...(
    [
      ...['create', 'reopen', 'acknowledge', 'unacknowledge', 'escalate'],
      ...['escalatenext', 'assignownership', 'takeownership', 'snooze'],
    ] as const
  ).map(action => [action, 'open'] as const),
  ...['close', 'resolve', 'delete'].map(action => [action, 'over'] as const),
]);

/** `Create` → `open`, `Close` → `over`, `AddNote` → undefined; case does not matter. */
export function stateAfter(action: string): 'open' | 'over' | undefined {
  return STATES.get(action.toLocaleLowerCase('en-US'));
}
