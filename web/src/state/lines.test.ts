import { expect, test } from 'vitest';
import { createLines } from './lines.ts';

const held = () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { gate, open };
};

test('work with one key waits for what came before, whatever became of it; other keys do not', async () => {
  const lines = createLines();
  const done: string[] = [];
  const { gate, open } = held();
  const first = lines.add('a', async () => {
    await gate;
    done.push('first');
    throw new Error('refused');
  });
  const failed = expect(first).rejects.toThrow('refused');
  let wasLast = false;
  const second = lines.add('a', async () => {
    wasLast = lines.isLast('a');
    done.push('second');
    await Promise.resolve();
  });
  await lines.add('b', async () => {
    done.push('other');
    await Promise.resolve();
  });
  expect([done, lines.isLast('a'), lines.isBusy('a'), lines.isBusy('b')]).toEqual([['other'], false, true, false]);
  open();
  await failed;
  await second;
  expect([done, wasLast, lines.isBusy('a')]).toEqual([['other', 'first', 'second'], true, false]);
});
