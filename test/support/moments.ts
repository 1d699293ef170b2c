/** Moments as a device sends them, and what the API says of them. */
import { expect } from 'vitest';
import type { MomentInput, MomentResult, MomentView } from '#core/contract/moments.ts';
import type { Client } from './app.ts';

/** A hard moment with a bike; what is given stands instead. */
export const moment = (over: Partial<MomentInput> = {}): MomentInput => ({
  client_event_id: 'moment-0001',
  client_revision: 1,
  occurred_at: '2026-03-02T08:00:00.000Z',
  valence: 'negative',
  intensity: 3,
  tags: ['pulling', 'bike'],
  context: { trigger: 'bike', distance_m: 4 },
  notes: null,
  ...over,
});

/** `MomentInput`s of their own ids, from `first` on. */
export const moments = (count: number, over: (index: number) => Partial<MomentInput> = () => ({})): MomentInput[] =>
  Array.from({ length: count }, (_, index) =>
    moment({ client_event_id: `moment-${String(index).padStart(4, '0')}`, ...over(index) }),
  );

/** Sends one batch; whatever is in it, the answer is 200. */
export const sync = async (client: Client, events: readonly unknown[]): Promise<readonly MomentResult[]> => {
  const { status, body } = await client.send('POST', '/v1/events/batch', { body: { events } });
  expect(status, JSON.stringify(body)).toBe(200);
  return body['results'] as MomentResult[];
};

/** What is listed, latest first. */
export const listed = async (client: Client, search = ''): Promise<readonly MomentView[]> => {
  const { status, body } = await client.send('GET', `/v1/events${search === '' ? '' : `?${search}`}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body['items'] as unknown as MomentView[];
};

/** `date good/hard intensity` of the days of a range that have moments. */
export const daily = async (client: Client, from: string, to: string): Promise<readonly string[]> => {
  const { body } = await client.send('GET', `/v1/dashboard/daily?from=${from}&to=${to}`);
  return (body.items ?? [])
    .filter((day) => day['avg_intensity'] !== null)
    .map((day) =>
      [day['date'], `${String(day['positive_count'])}/${String(day['negative_count'])}`, day['avg_intensity']].join(
        ' ',
      ),
    );
};
