/** The rules must not see the process's own time zone: tests run under several. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Kiritimati'] as const;

/** Declares the tests of `declare` once for each process time zone. */
export const inEveryProcessZone = (declare: () => void): void => {
  describe.each(ZONES)('TZ=%s', (zone) => {
    const before = process.env['TZ'];
    beforeAll(() => {
      process.env['TZ'] = zone;
    });
    afterAll(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    test('is the zone of this process', () => {
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
      const hour = new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
      expect(new Date(0).getHours()).toBe(Number(hour.format(0)));
    });
    declare();
  });
};
