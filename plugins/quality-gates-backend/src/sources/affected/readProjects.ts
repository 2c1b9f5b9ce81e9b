import { InputError } from '@backstage/errors';
import {
  parseJson,
  readPayload,
  type Delivery,
} from '@quality-gates/backstage-plugin-quality-gates-node';
import { nxProjects, turboDry, turboList } from './payloads';

/** Turborepo's name for the root of the repository, which is no project. */
const TURBO_ROOT = '//';

/**
 * The projects that a file names: JSON of Nx or Turborepo, or one name a line as Nx prints them. Throws InputError for
 * anything else, and for an empty body: it is as likely a command that broke as a change that touches nothing.
 */
export function readProjects(delivery: Delivery): {
  readonly tool: string;
  readonly projects: readonly string[];
} {
  const text = new TextDecoder().decode(delivery.body).trim();
  const json = parseJson(delivery.body);
  const looksLikeJson = json !== undefined || /^[[{"]/.test(text);
  if (!looksLikeJson) return { tool: 'nx', projects: readLines(text) };
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    const projects = readPayload(nxProjects, delivery, { system: 'Nx' });
    return { tool: 'nx', projects };
  }
  const projects = readTurbo(json, delivery);
  return {
    tool: 'turbo',
    projects: projects.filter(one => one !== TURBO_ROOT),
  };
}

function readTurbo(json: object, delivery: Delivery): string[] {
  const system = 'Turborepo';
  const { packages } = json as { packages?: unknown };
  if (packages === undefined || Array.isArray(packages)) {
    return readPayload(turboDry, delivery, { system }).packages;
  }
  const { items } = readPayload(turboList, delivery, { system }).packages;
  return items.map(({ name }) => name);
}

function readLines(text: string): string[] {
  if (!text) {
    throw new InputError(
      'Affected projects: the body is empty; add --json to the command, so that none is sent as []',
    );
  }
  const lines = text.split(/\r?\n/).map(line => line.trim());
  return lines.filter(Boolean).map((line, index) => {
    if (/\s/.test(line) || line.length > 512) {
      throw new InputError(
        `Affected projects: line ${
          index + 1
        } is no name of a project; send what nx show projects --affected prints to stdout, and nothing else`,
      );
    }
    return line;
  });
}
