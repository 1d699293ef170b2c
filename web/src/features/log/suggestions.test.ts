import { expect, test } from 'vitest';
import { asBefore, placesFor, tagsFor, triggersFor } from './suggestions.ts';
import { momentAt } from './test-moments.ts';

const now = momentAt('2026-03-14T12:00:00Z', { tags: ['growling'] });

test('its own tags come first, then recent ones of its kind, then usual ones', () => {
  const before = [
    momentAt('2026-03-14T11:00:00Z', { tags: ['froze'] }),
    momentAt('2026-03-14T10:00:00Z', { tags: ['calm'], valence: 'positive' }),
  ];
  const tags = tagsFor(now, before);
  expect(tags.slice(0, 3)).toEqual(['growling', 'froze', 'barking']);
  expect(tags).not.toContain('calm');
  expect(new Set(tags).size).toBe(tags.length);
});

test('there are nine tags at most, unless it has more itself', () => {
  const many = Array.from({ length: 20 }, (_, n) => momentAt(`2026-03-13T10:00:${n + 10}Z`, { tags: [`tag_${n}`] }));
  expect(tagsFor(now, many)).toHaveLength(9);
  const own = Array.from({ length: 10 }, (_, n) => `own_${n}`);
  expect(tagsFor({ ...now, tags: own }, many)).toEqual(own);
});

test('triggers and places are those of before, each once, latest first', () => {
  const moments = [
    momentAt('2026-03-14T11:00:00Z', { context: { trigger: 'scooter', location_label: 'Canal path' } }),
    momentAt('2026-03-14T10:00:00Z', { context: { trigger: 'scooter', location_label: 'Park' } }),
    momentAt('2026-03-14T09:00:00Z', { context: { location_label: 'Canal path' } }),
  ];
  expect(triggersFor(moments).slice(0, 2)).toEqual(['scooter', 'other_dog']);
  expect(placesFor(moments)).toEqual(['Canal path', 'Park']);
});

test('place and leash are offered as before where they are not said, and nothing is said by itself', () => {
  const before = momentAt('2026-03-14T11:00:00Z', {
    context: { location_label: 'Canal path', leash_setup: 'long_line', trigger: 'bike' },
  });
  expect(asBefore(now, [now, before])).toEqual({ location_label: 'Canal path', leash_setup: 'long_line' });
  expect(asBefore({ ...now, context: { leash_setup: 'off' } }, [before])).toEqual({ location_label: 'Canal path' });
  expect(asBefore({ ...now, context: { leash_setup: 'off', location_label: 'Park' } }, [before])).toBeNull();
  expect(asBefore(now, [now])).toBeNull();
});
