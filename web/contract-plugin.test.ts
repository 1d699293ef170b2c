import { expect, test } from 'vitest';
import { withoutSchemas } from './contract-plugin.ts';

test('an endpoint keeps what the page reads, and a schema is a word that stands for nothing', () => {
  const code = `
    import { z } from 'zod';
    const Name = z.string().min(1).describe('What you do');
    export const MOST = 500;
    export const KINDS = ['a', 'b'];
    export const View = z.object({ name: Name.optional(), at: z.iso.datetime() }).meta({ id: 'View' });
    export const list = endpoint({ id: 'list', method: 'get', path: '/v1/x', summary: 'All', query: PageQuery.extend({ name: Name }), status: 200, response: page(View) });
    const set = new Set(KINDS);
    export const has = (one) => Object.hasOwn({ a: 1 }, one);`;
  const built = withoutSchemas(code).replaceAll(/\s+/g, ' ').trim();
  expect(built).toBe(
    `import { z } from 'zod'; const Name = z; export const MOST = 500; export const KINDS = ['a', 'b']; export const View = z; ` +
      `export const list = endpoint({id: 'list',method: 'get',path: '/v1/x'}); const set = new Set(KINDS); ` +
      `export const has = (one) => Object.hasOwn({ a: 1 }, one);`,
  );
});
