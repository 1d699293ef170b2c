import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export const isTerminal = (): boolean => process.stdin.isTTY === true;

/** One line from the terminal. `hidden`: what is typed is not shown. */
export const ask = async (question: string, options: { readonly hidden?: boolean } = {}): Promise<string> => {
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const input = createInterface({
    input: process.stdin,
    output: options.hidden ? nowhere : process.stderr,
    terminal: isTerminal(),
  });
  try {
    return await input.question('');
  } finally {
    input.close();
    if (options.hidden) process.stderr.write('\n');
  }
};
