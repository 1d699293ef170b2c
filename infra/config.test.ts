import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, configVariables, loadConfig } from './config.ts';

const faultsOf = (env: Record<string, string>): string => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('loadConfig', () => {
  test('an empty environment is a working installation on this machine', () => {
    expect(loadConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir: resolve('.data'),
      databaseUrl: null,
      redisUrl: null,
      registration: 'first',
      rateLimit: true,
      keys: null,
    });
  });

  test('an empty variable is as good as none', () => {
    expect(loadConfig(Object.fromEntries(configVariables.map((name) => [name, ''])))).toEqual(loadConfig({}));
  });

  test('all faults are told at once, each with its variable', () => {
    const message = faultsOf({
      PORT: '70000',
      PUBLIC_URL: 'not an address',
      DATABASE_URL: 'mysql://localhost/x',
      REDIS_URL: 'http://localhost',
      REGISTRATION: 'maybe',
      RATE_LIMIT: 'sometimes',
      METRICS_TOKEN: 'short',
      LOG_LEVEL: 'loud',
    });
    const named = [
      'PORT',
      'PUBLIC_URL',
      'DATABASE_URL',
      'REDIS_URL',
      'REGISTRATION',
      'RATE_LIMIT',
      'METRICS_TOKEN',
      'LOG_LEVEL',
    ];
    for (const name of named) expect(message).toContain(`${name}:`);
    expect(message.split('\n')).toHaveLength(1 + named.length);
  });

  test('a fault never shows the value, which may be a secret', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://root:hunter2@localhost/x', METRICS_TOKEN: 'hunter2' })).not.toContain(
      'hunter2',
    );
  });

  test('the public address has no slash at its end and follows the port', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://pets.example.org/' }).publicUrl).toBe('https://pets.example.org');
    expect(loadConfig({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(loadConfig({ HOST: '0.0.0.0' }).publicUrl).toBe('http://localhost:3000');
    expect(loadConfig({ HOST: '192.168.1.5' }).publicUrl).toBe('http://192.168.1.5:3000');
    expect(loadConfig({ HOST: 'fd00::1' }).publicUrl).toBe('http://[fd00::1]:3000');
  });

  test('proxies are a list', () => {
    expect(loadConfig({ TRUST_PROXY: '10.0.0.0/8, 127.0.0.1,' }).trustProxy).toEqual(['10.0.0.0/8', '127.0.0.1']);
  });
});

describe('a language model', () => {
  const server = { LLM_BASE_URL: 'http://localhost:11434/v1', LLM_MODEL: 'tiny' };
  const prices = { LLM_PRICE_INPUT: '0.25', LLM_PRICE_OUTPUT: '2' };

  test('is none, unless both its server and its name are given', () => {
    expect(loadConfig({}).llm).toBeNull();
    expect(loadConfig(server).llm).toEqual({
      ...{ baseUrl: server.LLM_BASE_URL, model: 'tiny', apiKey: null, timeoutMs: 60_000 },
      ...{ monthlyBudgetUsd: null, prices: null },
    });
    expect(faultsOf({ LLM_MODEL: 'tiny' })).toContain('LLM_BASE_URL: is needed with LLM_MODEL');
    expect(faultsOf({ LLM_BASE_URL: server.LLM_BASE_URL })).toContain('LLM_MODEL: is needed with LLM_BASE_URL');
  });

  test('has a budget only where its prices are known: it would be none', () => {
    expect(loadConfig({ ...server, ...prices, LLM_MONTHLY_BUDGET_USD: '5' }).llm).toMatchObject({
      ...{ monthlyBudgetUsd: '5', prices: { inputPerMillion: '0.25', outputPerMillion: '2' } },
    });
    expect(faultsOf({ ...server, LLM_MONTHLY_BUDGET_USD: '5' })).toContain('LLM_PRICE_INPUT: is needed');
    expect(faultsOf({ ...server, LLM_PRICE_INPUT: '1' })).toContain('LLM_PRICE_OUTPUT: is needed');
    expect(faultsOf({ ...server, ...prices, LLM_PRICE_INPUT: '-1' })).toContain('LLM_PRICE_INPUT: must be dollars');
  });
});
