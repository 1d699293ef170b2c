/** What one tap can say: what was said last, then what is usual. Pure. */
import type { Valence } from '#core/domain/dog/moment.ts';
import { triggerOf } from '#core/domain/dog/context.ts';
import type { JsonObject } from '#core/domain/event.ts';
import type { Moment } from '../../state/moment-versions.ts';

/** Spelled as they are stored; a plan for training listens to most of the hard ones. */
const USUAL: Readonly<Record<Valence, readonly string[]>> = {
  positive: ['calm', 'came_when_called', 'looked_back', 'loose_leash', 'brave', 'friendly'],
  negative: ['barking', 'pulling', 'lunging', 'jumping', 'not_coming', 'froze'],
};
const TAGS_SHOWN = 9;
const RECENT = 8;

const once = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((text) => text !== '');

/** Tags to offer for a moment, its own first. `moments` latest first. */
export const tagsFor = (moment: Moment, moments: readonly Moment[]): readonly string[] => {
  const recent = moments.filter(({ valence }) => valence === moment.valence).flatMap(({ tags }) => tags);
  const others = once([...recent, ...USUAL[moment.valence]]).filter((tag) => !moment.tags.includes(tag));
  // What was chosen before it was offered keeps its place at the front.
  return [...moment.tags, ...others.slice(0, Math.max(0, TAGS_SHOWN - moment.tags.length))];
};

const USUAL_TRIGGERS = ['other_dog', 'person', 'bike', 'noise', 'food', 'visitor', 'alone'];

export const triggersFor = (moments: readonly Moment[]): readonly string[] =>
  once([...moments.map(({ context }) => triggerOf(context as JsonObject) ?? ''), ...USUAL_TRIGGERS]).slice(0, RECENT);

const labelOf = ({ context: { location_label: label } }: Moment): string => (typeof label === 'string' ? label : '');

export const placesFor = (moments: readonly Moment[]): readonly string[] => once(moments.map(labelOf)).slice(0, RECENT);

/** What hardly changes on one walk: the place and the leash of the moment before, where this one does not say its own. */
export const asBefore = (moment: Moment, moments: readonly Moment[]): Readonly<Record<string, unknown>> | null => {
  const before = moments.find(
    ({ clientId, context }) =>
      clientId !== moment.clientId && (context['location_label'] !== undefined || context['leash_setup'] !== undefined),
  );
  if (!before) return null;
  const fields = ['location_label', 'leash_setup'].filter(
    (field) => before.context[field] !== undefined && moment.context[field] === undefined,
  );
  return fields.length === 0 ? null : Object.fromEntries(fields.map((field) => [field, before.context[field]]));
};
