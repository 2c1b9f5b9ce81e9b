/**
 * An environment's name as a title; regions of two letters in capitals.
 *
 * @example formatEnvironment('production-eu') // 'Production EU'
 */
export function formatEnvironment(name: string): string {
  const words = name.split(/[-_\s]+/).filter(Boolean);
  const text = words
    .map(word => (word.length === 2 ? word.toLocaleUpperCase('en-US') : word))
    .join(' ');
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}

/**
 * Several environments in one phrase; a common first word is said once.
 *
 * @example formatEnvironments(['production-eu', 'production-us']) // 'Production EU and US'
 * @example formatEnvironments(['production', 'staging'])          // 'Production and Staging'
 */
export function formatEnvironments(names: readonly string[]): string {
  const titles = names.map(formatEnvironment);
  const first = titles[0]?.split(' ')[0];
  const shared = titles.every(title => title.startsWith(`${first} `));
  const said = titles.map((title, index) =>
    shared && index > 0 ? title.slice(first.length + 1) : title,
  );
  if (said.length < 2) return said.join('');
  return `${said.slice(0, -1).join(', ')} and ${said[said.length - 1]}`;
}
