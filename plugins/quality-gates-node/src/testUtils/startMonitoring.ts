import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';

/** Programs that {@link startMonitoring} needs; Debian's packages have these names. */
const PROGRAMS = [
  'prometheus',
  'promtool',
  'prometheus-alertmanager',
  'prometheus-pushgateway',
];

const ALERTMANAGER = `
route: { receiver: nobody, group_wait: 1s, group_interval: 1s }
receivers: [{ name: nobody }]
`;

/** Names of the programs that are not installed here. */
export function missingPrograms(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return PROGRAMS.filter(
    name => !folders.some(folder => isExecutable(join(folder, name))),
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Prometheus, an Alertmanager it tells, and a Pushgateway it scrapes; each on a port of its own. */
export interface Monitoring {
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  readonly pushgatewayUrl: string;
  dispose(): Promise<void>;
}

/**
 * Starts a {@link Monitoring} in a temporary folder, with history (OpenMetrics text, back-dated) and alerting rules
 * (YAML), and waits until all three are ready.
 */
export async function startMonitoring(options: {
  readonly openMetrics: string;
  readonly rules: string;
}): Promise<Monitoring> {
  const folder = await mkdtemp(join(tmpdir(), 'quality-gates-monitoring-'));
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  await prepare(folder, ports, options);
  const started = launch(folder, ports);
  const dispose = async () => {
    await Promise.all(started.map(stop));
    await rm(folder, { recursive: true, force: true });
  };
  const urls = ports.map(port => `http://127.0.0.1:${port}`);
  try {
    await Promise.all(urls.map(url => untilOk(`${url}/-/ready`)));
  } catch (error) {
    await dispose();
    throw error;
  }
  const [prometheusUrl, alertmanagerUrl, pushgatewayUrl] = urls;
  return { prometheusUrl, alertmanagerUrl, pushgatewayUrl, dispose };
}

/** Of Prometheus, Alertmanager and Pushgateway. */
type Ports = readonly [number, number, number];

async function prepare(
  folder: string,
  [, alertmanager, pushgateway]: Ports,
  { openMetrics, rules }: { openMetrics: string; rules: string },
): Promise<void> {
  const at = (name: string) => join(folder, name);
  await writeFile(at('history.txt'), openMetrics);
  await writeFile(at('rules.yml'), rules);
  await writeFile(at('prometheus.yml'), configOf(alertmanager, pushgateway));
  await writeFile(at('alertmanager.yml'), ALERTMANAGER);
  execFileSync('promtool', [
    ...['tsdb', 'create-blocks-from', 'openmetrics', '--quiet'],
    ...[at('history.txt'), at('data')],
  ]);
}

function launch(
  folder: string,
  [prometheus, alertmanager, pushgateway]: Ports,
): ChildProcess[] {
  const listen = (port: number) => `--web.listen-address=127.0.0.1:${port}`;
  return [
    start('prometheus', [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      listen(prometheus),
    ]),
    start('prometheus-alertmanager', [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'alerts')}`,
      '--cluster.listen-address=',
      listen(alertmanager),
    ]),
    start('prometheus-pushgateway', [listen(pushgateway)]),
  ];
}

function configOf(alertmanager: number, pushgateway: number): string {
  return `
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
alerting:
  alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:${alertmanager}'] }] }]
scrape_configs:
  - job_name: pushgateway
    honor_labels: true
    static_configs: [{ targets: ['127.0.0.1:${pushgateway}'] }]
`;
}

function start(program: string, args: readonly string[]): ChildProcess {
  return spawn(program, args, { stdio: 'ignore' });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const over = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await over;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => {
    server.close(resolve);
  });
  return port;
}

/** Asks until the answer is 2xx and, where given, holds what is waited for; at most half a minute. */
export async function untilOk(url: string, text = ''): Promise<void> {
  const until = Date.now() + 30_000;
  while (Date.now() < until) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok && (await answer.text()).includes(text)) return;
    await sleep(200);
  }
  throw new ServiceUnavailableError(
    `${new URL(url).pathname} had no answer in time`,
  );
}
