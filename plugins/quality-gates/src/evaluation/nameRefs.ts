const REF = /\b(?:user|group):[\w.-]+\/([\w.-]*\w)/gi;

/**
 * A sentence with people and groups by their names, as they are called everywhere else on a screen.
 *
 * @example nameRefs('Waits for group:default/shop-team.') // 'Waits for shop-team.'
 */
export function nameRefs(text: string): string {
  return text.replace(REF, '$1');
}
