import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

test('a password matches its own hash only', async () => {
  const stored = await hashPassword('correct horse');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(stored, 'correct horse')).toBe(true);
  expect(await verifyPassword(stored, 'correct horsf')).toBe(false);
});

test('the same password has another hash each time', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

test('what is no hash matches nothing', async () => {
  for (const stored of ['', 'plain', '$argon2id$v=19$broken']) expect(await verifyPassword(stored, 'x')).toBe(false);
});

test('many at once are all answered', async () => {
  const stored = await hashPassword('p');
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => verifyPassword(stored, i % 3 ? 'q' : 'p')));
  expect(answers.filter(Boolean)).toHaveLength(4);
});
