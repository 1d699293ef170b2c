import { expect, test } from 'vitest';
import type { LogView } from '#core/contract/trackers.ts';
import { valuesByDay } from './days.ts';

const log = (logged_at: string, value_number: string | null, voided_at: string | null = null): LogView => ({
  id: logged_at,
  tracker_id: 't',
  logged_at,
  value_number,
  value_text: value_number === null ? 'words' : null,
  value_json: null,
  client_log_id: null,
  voided_at,
  void_reason: null,
  created_at: logged_at,
});

test('a day has its last number, and a day without one is a gap', () => {
  const logs = [
    log('2026-03-05T08:00:00.000Z', null),
    log('2026-03-04T23:30:00.000Z', '91.0'),
    log('2026-03-03T20:00:00.000Z', '99', '2026-03-03T21:00:00.000Z'),
    log('2026-03-03T18:00:00.000Z', '92.4'),
    log('2026-03-03T07:00:00.000Z', '93'),
  ];
  expect(valuesByDay(logs, '2026-03-05', 4, { timezone: 'Europe/Berlin', dayStart: 0 })).toEqual([
    { date: '2026-03-02', value: null, text: null },
    { date: '2026-03-03', value: 92.4, text: '92.4' },
    { date: '2026-03-04', value: null, text: null },
    { date: '2026-03-05', value: 91, text: '91.0' },
  ]);
});
