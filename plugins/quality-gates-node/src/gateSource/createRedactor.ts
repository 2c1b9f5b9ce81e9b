/** Headers that carry what nobody may see. */
const SECRET_HEADER = /auth|cookie|key|pass|secret|token/i;
/** What is shorter stands in too many texts for another reason. */
const SHORTEST = 8;

/**
 * Takes the secrets of request headers out of a text of JSON: some servers repeat in an error what they were asked
 * with, and answers become evidence that people see.
 *
 * @example createRedactor({ authorization: 'Bearer abcdefgh' })('{"error":"no abcdefgh"}') // {"error":"no [secret]"}
 */
export function createRedactor(
  headers: Readonly<Record<string, string>>,
): (text: string) => string {
  const secrets = Object.entries(headers)
    .filter(([name]) => SECRET_HEADER.test(name))
    .flatMap(([, value]) => [value, ...value.split(/[\s,;=]+/)])
    .filter(one => one.length >= SHORTEST)
    .map(one => JSON.stringify(one).slice(1, -1))
    .sort((one, other) => other.length - one.length);
  return text =>
    secrets.reduce((left, one) => left.replaceAll(one, '[secret]'), text);
}
