import { ServiceUnavailableError } from '@backstage/errors';
import { apiUrl, token } from '../portal/test';

/** The API's answer to a body that is sent, or to a read without one. Throws for anything but 2xx. */
export async function callApi<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(apiUrl(path), {
    method: body ? 'POST' : 'GET',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  throw new ServiceUnavailableError(
    `${path} answered ${answer.status}: ${await answer.text()}`,
  );
}
