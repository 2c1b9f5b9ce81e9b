import { parseEntityRef, type Entity } from '@backstage/catalog-model';

/** Annotations that hold what a person is called elsewhere. */
const ACCOUNTS = [
  'github.com/user-login',
  'gitlab.com/user-login',
  'microsoft.com/email',
  'google.com/email',
];

/** What a user is called, here and elsewhere, in lower case: to find them among logins, addresses and authors. */
export function namesOf(userRef: string, entity: Entity | undefined): string[] {
  const { annotations = {} } = entity?.metadata ?? {};
  const { email, displayName } = (entity?.spec?.profile ?? {}) as {
    email?: unknown;
    displayName?: unknown;
  };
  const all = [
    userRef,
    parseEntityRef(userRef).name,
    ...ACCOUNTS.map(key => annotations[key]),
    email,
    displayName,
  ];
  return all.flatMap(one =>
    typeof one === 'string' && one ? [one.toLocaleLowerCase('en-US')] : [],
  );
}

/** A person as named by a tool, in lower case: `Ada <ada@example.com>` is each of its parts, too. */
export function partsOf(person: string): string[] {
  const lower = person.trim().toLocaleLowerCase('en-US');
  const [, name, address] = /^([^<]*)<([^<>]+)>$/.exec(lower) ?? [];
  return [lower, name?.trim(), address].flatMap(one => (one ? [one] : []));
}
