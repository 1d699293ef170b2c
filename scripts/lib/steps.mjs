import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { root } from './project.mjs';

/** @typedef {{ name: string, command: string, args: string[] }} Step */

/** @param {Step} step */
const runStep = ({ command, args }) =>
  new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    const output = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => output.push(part));
    child.once('error', (error) => resolve({ ok: false, output: error.message, ms: Date.now() - started }));
    child.once('close', (code) =>
      resolve({ ok: code === 0, output: Buffer.concat(output).toString().trim(), ms: Date.now() - started }),
    );
  });

/**
 * Runs independent steps, as many at a time as the machine has cores, tells each result when it is known, and what a
 * failed one said. @param {Step[]} steps @returns {Promise<string[]>} the names of those that failed
 */
export const runSteps = async (steps) => {
  const waiting = [...steps];
  const failed = [];
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { ok, output, ms } = await runStep(step);
      console.log(`${ok ? 'passed' : 'FAILED'}  ${step.name}  ${(ms / 1000).toFixed(1)} s`);
      if (ok) continue;
      failed.push(step.name);
      console.log(`${output}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return failed;
};
