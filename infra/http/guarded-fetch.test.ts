/** The way out, against real servers on this machine. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createGuardedFetch, type GuardedFetchOptions, type GuardedRequest } from './guarded-fetch.ts';
import { OutboundError } from './outbound-error.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const listen = async (listener: RequestListener): Promise<number> => {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

const fetchWith = (over: Partial<GuardedFetchOptions> = {}) =>
  createGuardedFetch({ own: ['loopback'], timeoutMs: 30_000, maxBytes: 1_000, ...over });

const get = (url: string, over: Partial<GuardedRequest> = {}): GuardedRequest => ({ url, method: 'GET', ...over });

const faultOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => 'it succeeded',
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OutboundError)) throw error;
  return error.fault;
};

/** A resolver that knows one name, and remembers how often it was asked. */
const resolver = (...addresses: readonly string[]) => {
  const asked: string[] = [];
  const resolve = (host: string) => {
    asked.push(host);
    return Promise.resolve(addresses.map((address) => ({ address })));
  };
  return { asked, resolve };
};

test('method, headers, body and answer go through', async () => {
  const port = await listen((request, response) => {
    response.setHeader('x-seen', `${request.method} ${request.url} ${String(request.headers['x-mine'])}`);
    response.writeHead(201, { 'x-list': ['a', 'b'] });
    request.pipe(response);
  });
  const response = await fetchWith()({
    url: `http://127.0.0.1:${port}/path?q=1`,
    method: 'POST',
    headers: { 'x-mine': 'yes' },
    body: 'Grüße',
  });
  expect([response.status, response.header('X-Seen'), response.header('x-list'), response.header('none')]).toEqual([
    ...[201, 'POST /path?q=1 yes', 'a, b', null],
  ]);
  expect(await response.text()).toBe('Grüße');
});

test('a name is asked for once, and its address is pinned', async () => {
  const port = await listen((request, response) => response.end(request.headers.host));
  const { asked, resolve } = resolver('127.0.0.1');
  const response = await fetchWith({ resolve })(get(`http://model.test:${port}/`));
  expect(await response.text()).toBe(`model.test:${port}`);
  expect(asked).toEqual(['model.test']);
});

test('of several addresses those that may be reached are used', async () => {
  const port = await listen((_request, response) => response.end('here'));
  const { resolve } = resolver('10.1.2.3', '169.254.169.254', '127.0.0.1');
  const response = await fetchWith({ resolve })(get(`http://model.test:${port}/`));
  expect(await response.text()).toBe('here');
});

describe('not asked at all:', () => {
  test.each<[string, string, Partial<GuardedFetchOptions>, string[]]>([
    ['http without own addresses', 'http://127.0.0.1:1/', { own: [] }, []],
    ['http to a public address', 'http://model.test/', {}, ['93.184.215.14']],
    ['http to the private network where only this machine is allowed', 'http://10.1.2.3/', {}, []],
    ['https to this machine where nothing own is allowed', 'https://model.test/', { own: [] }, ['127.0.0.1']],
    ['https to the private network', 'https://model.test/', {}, ['192.168.1.20', 'fd00::1']],
    ['https to the metadata service', 'https://169.254.169.254/', { own: ['loopback', 'private'] }, []],
    ['a name for the metadata service', 'https://model.test/', { own: ['loopback', 'private'] }, ['169.254.169.254']],
    ['an address in another spelling', 'http://2130706433/', { own: ['private'] }, []],
    ['an IPv6 address with an IPv4 one inside', 'http://[::ffff:127.0.0.1]/', {}, []],
    ['a name without address', 'https://model.test/', {}, []],
    ['a name and password in the address', 'http://me:secret@127.0.0.1:1/', {}, []],
    ['a name alone in the address', 'http://me@127.0.0.1:1/', {}, []],
    ['another protocol', 'ftp://127.0.0.1/', {}, []],
  ])('%s', async (_what, url, over, addresses) => {
    const promise = fetchWith({ ...over, ...resolver(...addresses) })(get(url));
    expect(await faultOf(promise)).toBe('refused');
    await expect(promise).rejects.not.toThrow(/secret/);
  });
});

test('a redirect is an answer', async () => {
  let visits = 0;
  const port = await listen((_request, response) => {
    visits += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  const response = await fetchWith()(get(`http://127.0.0.1:${port}/`));
  expect([response.status, response.header('location'), await response.text(), visits]).toEqual([
    ...[302, '/elsewhere', '', 1],
  ]);
});

test('a body may have as many bytes as allowed, and not one more', async () => {
  const port = await listen((request, response) => response.end('x'.repeat(Number(request.url?.slice(1)))));
  const ask = (bytes: number) => fetchWith()(get(`http://127.0.0.1:${port}/${bytes}`));
  expect((await (await ask(1_000)).text()).length).toBe(1_000);
  expect(await faultOf((await ask(1_001)).text())).toBe('too_large');
});

describe('the time limit holds', () => {
  test('while a name is asked for', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    expect(await faultOf(fetchWith({ resolve, timeoutMs: 100 })(get('https://model.test/')))).toBe('timeout');
  });

  test('while the server thinks', async () => {
    const port = await listen(() => undefined);
    expect(await faultOf(fetchWith({ timeoutMs: 100 })(get(`http://127.0.0.1:${port}/`)))).toBe('timeout');
  });

  test('while the server speaks', async () => {
    const port = await listen((_request, response) => response.write('a'));
    const response = await fetchWith({ timeoutMs: 200 })(get(`http://127.0.0.1:${port}/`));
    expect(await faultOf(response.text())).toBe('timeout');
  });
});

describe('what the world does', () => {
  test('a connection that is cut', async () => {
    const port = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('a', () => response.destroy());
    });
    const response = await fetchWith()(get(`http://127.0.0.1:${port}/`));
    expect(await faultOf(response.text())).toBe('unreachable');
  });

  test('a server that hangs up at once', async () => {
    const port = await listen((request) => request.destroy());
    expect(await faultOf(fetchWith()(get(`http://127.0.0.1:${port}/`)))).toBe('unreachable');
  });

  test('a server without TLS where TLS is spoken', async () => {
    const port = await listen((_request, response) => response.end());
    expect(await faultOf(fetchWith()(get(`https://127.0.0.1:${port}/`)))).toBe('unreachable');
  });

  test('a resolver that fails', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await faultOf(fetchWith({ resolve })(get('https://model.test/')))).toBe('unreachable');
  });
});

test('who gives up gets the reason, before and after the answer began', async () => {
  const port = await listen((_request, response) => response.write('a'));
  const reason = new Error('never mind');
  const early = fetchWith()(get(`http://127.0.0.1:${port}/`, { signal: AbortSignal.abort(reason) }));
  await expect(early).rejects.toBe(reason);
  const controller = new AbortController();
  const response = await fetchWith()(get(`http://127.0.0.1:${port}/`, { signal: controller.signal }));
  const reading = response.text();
  controller.abort(reason);
  await expect(reading).rejects.toBe(reason);
});

test('hanging up ends the connection', async () => {
  let gone = (): void => undefined;
  const left = new Promise<void>((resolve) => (gone = resolve));
  const port = await listen((_request, response) => {
    response.on('close', () => gone());
    response.write('a');
  });
  const response = await fetchWith()(get(`http://127.0.0.1:${port}/`));
  response.hangUp();
  await left;
});
