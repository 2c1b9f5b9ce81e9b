import { type ChildProcess, spawn } from 'node:child_process';

const running = new Set<ChildProcess>();

/** Asks every program that still runs to stop; for Ctrl-C and SIGTERM. */
export function stopPrograms(): void {
  for (const child of running) child.kill('SIGTERM');
}

/**
 * Runs a Node.js script with the output shown and nothing to read from. Resolves to its exit code; 1 when a signal
 * ended it.
 */
export function runProgram(
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<number> {
  const child = spawn(process.execPath, [...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}
